using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;

namespace Portal.Infrastructure.Persistence;

/// <summary>
/// Lets queries read the value of a typed id (<c>member.Person.Value</c>) and so join it with the plain keys of
/// accounts.
/// </summary>
internal sealed class IdTranslation(ISqlExpressionFactory sql, IRelationalTypeMappingSource types)
    : IMemberTranslator,
        IMemberTranslatorPlugin
{
    public IEnumerable<IMemberTranslator> Translators => [this];

    public SqlExpression? Translate(
        SqlExpression? instance,
        MemberInfo member,
        Type returnType,
        IDiagnosticsLogger<DbLoggerCategory.Query> logger
    )
    {
        var isId =
            member.Name == nameof(IId<>.Value)
            && member
                .DeclaringType!.GetInterfaces()
                .Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>));
        return isId && instance is not null
            ? sql.MakeUnary(ExpressionType.Convert, instance, typeof(Guid), types.FindMapping(typeof(Guid)))
            : null;
    }

    /// <summary>Brings the translation into a context's own services.</summary>
    internal sealed class Extension : IDbContextOptionsExtension
    {
        public DbContextOptionsExtensionInfo Info => new ExtensionInfo(this);

        public void ApplyServices(IServiceCollection services) =>
            services.AddScoped<IMemberTranslatorPlugin, IdTranslation>();

        public void Validate(IDbContextOptions options) { }

        private sealed class ExtensionInfo(IDbContextOptionsExtension extension)
            : DbContextOptionsExtensionInfo(extension)
        {
            public override bool IsDatabaseProvider => false;

            public override string LogFragment => "";

            public override int GetServiceProviderHashCode() => 0;

            public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
                other is ExtensionInfo;

            public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) { }
        }
    }
}
