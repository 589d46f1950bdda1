using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Portal.Bench;

/// <summary>
/// The statements that the portal sends for one request, with their parameters, as it sends them: what pgbench is
/// given to do is taken from the portal itself and can't fall behind it.
/// </summary>
internal sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly List<(string Sql, IReadOnlyList<NpgsqlParameter> Parameters)> _sent = [];

    public static async Task<Statements> OfAsync(Func<Task> request)
    {
        var statements = new Statements();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(statements);
        // Entity Framework looks once a second whether anybody listens.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        statements._sent.Clear();
        await request();
        return statements;
    }

    /// <summary>How many statements, transactions' ends not counted.</summary>
    public int Count =>
        _sent.Sum(one =>
            one.Sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length
        );

    /// <summary>
    /// A script for pgbench. Parameters become its variables; a whole number that equals the revision, or the next
    /// one, is counted up with each run, since a save is only taken upon the revision before it.
    /// </summary>
    public (string Script, IReadOnlyDictionary<string, string> Variables) Script(int? revision = null)
    {
        var script = new StringBuilder(revision is null ? "" : "\\set revision_next :revision + 1\n");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ((sql, parameters), number) in _sent.Select((one, number) => (one, number)))
        {
            var text = sql;
            foreach (var parameter in parameters.OrderByDescending(one => one.ParameterName.Length))
            {
                var name = $"v{number}_{parameter.ParameterName.TrimStart('@')}";
                var stands = parameter.Value switch
                {
                    int value when value == revision => "revision",
                    int value when value == revision + 1 => "revision_next",
                    _ => name,
                };
                if (stands == name)
                    variables[name] = Text(parameter.Value);
                text = Regex.Replace(
                    text,
                    $@"@{Regex.Escape(parameter.ParameterName.TrimStart('@'))}\b",
                    $":{stands}::{TypeOf(parameter)}",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                );
            }
            foreach (
                var line in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
                script.Append(line.ReplaceLineEndings(" ")).Append(";\n");
        }
        return (script.Append(revision is null ? "" : "\\set revision :revision_next\n").ToString(), variables);
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore")
            listener.Subscribe(this);
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> happened)
    {
        switch (happened.Value)
        {
            case CommandEventData { Command: var command }
                when happened.Key == RelationalEventId.CommandExecuting.Name && IsOfRequest():
                _sent.Add((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>()]));
                break;
            case TransactionEndEventData when happened.Key == RelationalEventId.TransactionCommitted.Name:
                _sent.Add(("commit", []));
                break;
            case TransactionEventData when happened.Key == RelationalEventId.TransactionStarted.Name:
                _sent.Add(("begin", []));
                break;
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    /// <summary>Not the portal's own reading of the clock, once a second and for no request.</summary>
    private static bool IsOfRequest() => Activity.Current is not null;

    private static string TypeOf(NpgsqlParameter parameter) =>
        parameter.NpgsqlDbType switch
        {
            NpgsqlDbType.Jsonb => "jsonb",
            NpgsqlDbType.Xid => "xid",
            _ when parameter.DataTypeName is { Length: > 0 } name => name,
            _ => parameter.Value switch
            {
                Guid => "uuid",
                int => "int",
                long => "bigint",
                bool => "boolean",
                DateTimeOffset or DateTime => "timestamptz",
                decimal => "numeric",
                _ => "text",
            },
        };

    private static string Text(object? value) =>
        value switch
        {
            DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
            DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
