global using Microsoft.EntityFrameworkCore;
global using NUnit.Framework;
global using Portal.Domain;
global using Portal.Testing;
