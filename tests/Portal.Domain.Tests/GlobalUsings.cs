global using NUnit.Framework;
global using Portal.Domain.Calls;
global using Portal.Domain.Calls.Rules;
global using Portal.Domain.Decisions;
global using Portal.Domain.Dossiers;
global using Portal.Domain.Reviews;
global using Portal.Domain.Reviews.Pool;
global using Portal.Domain.Waves;
