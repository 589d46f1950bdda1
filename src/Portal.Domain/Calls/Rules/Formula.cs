using System.Globalization;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls.Rules;

/// <summary>
/// Arithmetic on answers, and nothing else: numbers, paths, <c>+ - * /</c>, brackets, and <c>sum</c>, <c>count</c>,
/// <c>min</c>, <c>max</c> and <c>round</c>. An answer that isn't given counts as nothing.
/// </summary>
/// <example><c>round(100 * budget_aid / budget_cost, 1)</c></example>
public sealed class Formula
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 500;

    private const int MaxDepth = 20;

    private readonly Node _root;

    private Formula(Node root, IReadOnlyList<string> paths) => (_root, Paths) = (root, paths);

    /// <summary>The paths that it reads, in the order in which they stand.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <exception cref="FormatException">It is no formula; the message says where and why, in English.</exception>
    public static Formula Parse(string text) => new Reader(text).Read();

    /// <summary>The paths that a text reads; none where it is no formula yet.</summary>
    public static IReadOnlyList<string> PathsIn(string text)
    {
        try
        {
            return Parse(text).Paths;
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>The value; null where nothing that it reads is answered, or it can't be computed (a division by zero).</summary>
    public decimal? Of(Answers answers)
    {
        if (Paths.Count > 0 && Paths.All(path => answers.At(path).Count == 0))
            return null;
        try
        {
            return _root(answers);
        }
        catch (Exception impossible) when (impossible is DivideByZeroException or OverflowException)
        {
            return null;
        }
    }

    private delegate decimal Node(Answers answers);

    private static IReadOnlyList<decimal> NumbersAt(Answers answers, string path) =>
        [
            .. answers
                .At(path)
                .Select(text => Answers.TryNumber(text, out var number) ? (decimal?)number : null)
                .OfType<decimal>(),
        ];

    /// <summary>Reads a formula by recursive descent; depth and length are bounded, so that reading always ends.</summary>
    private sealed class Reader(string text)
    {
        private readonly List<string> _paths = [];
        private int _at;
        private int _depth;

        public Formula Read()
        {
            if (text.Length > MaxLength)
                throw new FormatException($"a formula has at most {MaxLength} characters");
            var root = Terms();
            Space();
            return _at == text.Length ? new Formula(root, [.. _paths.Distinct()]) : throw Unexpected();
        }

        private Node Terms()
        {
            if (++_depth > MaxDepth)
                throw new FormatException("the formula is nested too deep");
            var left = Factors();
            while (Takes('+', '-') is { } sign)
                left = Join(left, sign, Factors());
            _depth--;
            return left;
        }

        private Node Factors()
        {
            var left = Factor();
            while (Takes('*', '/') is { } sign)
                left = Join(left, sign, Factor());
            return left;
        }

        private static Node Join(Node left, char sign, Node right) =>
            sign switch
            {
                '+' => answers => left(answers) + right(answers),
                '-' => answers => left(answers) - right(answers),
                '*' => answers => left(answers) * right(answers),
                _ => answers => left(answers) / right(answers),
            };

        private Node Factor()
        {
            if (Takes('-') is not null)
            {
                if (++_depth > MaxDepth)
                    throw new FormatException("the formula is nested too deep");
                var negated = Factor();
                _depth--;
                return answers => -negated(answers);
            }
            if (Takes('(') is not null)
                return Closed(Terms());
            Space();
            if (_at < text.Length && char.IsAsciiDigit(text[_at]))
                return Number();
            var word = Word();
            return Takes('(') is null ? PathNode(word) : Function(word);
        }

        private Node Closed(Node inner) => Takes(')') is null ? throw Unexpected() : inner;

        private Node Function(string name)
        {
            switch (name)
            {
                case "sum" or "count":
                    var path = Known(Word());
                    return Closed(
                        name == "sum" ? answers => NumbersAt(answers, path).Sum() : answers => answers.At(path).Count
                    );
                case "min" or "max":
                    var (left, right) = Pair();
                    return Closed(
                        name == "min"
                            ? answers => Math.Min(left(answers), right(answers))
                            : answers => Math.Max(left(answers), right(answers))
                    );
                case "round":
                    var (value, digits) = Pair();
                    return Closed(answers =>
                        decimal.Round(
                            value(answers),
                            (int)Math.Clamp(digits(answers), 0, 6),
                            MidpointRounding.AwayFromZero
                        )
                    );
                default:
                    throw new FormatException($"'{name}' is no function: there are sum, count, min, max and round");
            }
        }

        private (Node, Node) Pair()
        {
            var first = Terms();
            return Takes(',') is null ? throw Unexpected() : (first, Terms());
        }

        private Node PathNode(string word)
        {
            var path = Known(word);
            return answers => NumbersAt(answers, path).Sum();
        }

        private string Known(string path)
        {
            _paths.Add(path);
            return path;
        }

        private Node Number()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
                _at++;
            return decimal.TryParse(
                text[start.._at],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? _ => number
                : throw new FormatException($"'{text[start.._at]}' is no number");
        }

        private string Word()
        {
            Space();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
                _at++;
            return _at > start ? text[start.._at] : throw Unexpected();
        }

        private char? Takes(params ReadOnlySpan<char> signs)
        {
            Space();
            return _at < text.Length && signs.Contains(text[_at]) ? text[_at++] : null;
        }

        private void Space()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        private FormatException Unexpected() =>
            new(
                _at < text.Length
                    ? $"'{text[_at]}' is not expected at character {_at + 1}"
                    : "the formula ends too early"
            );
    }
}
