namespace Portal.Cli;

/// <summary>What was given can't be worked with; the message names the place and the reason.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    public InputException(string file, int line, string reason)
        : this($"{file}, line {line}: {reason}") { }
}

/// <summary>What is asked can't be; the message says what would have to give.</summary>
internal sealed class ImpossibleException(string message) : Exception(message);
