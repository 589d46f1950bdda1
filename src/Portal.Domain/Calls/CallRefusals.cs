namespace Portal.Domain.Calls;

public static class CallRefusals
{
    public static Refusal NoForm { get; } = new("call.no-form");

    public static Refusal NoGrid { get; } = new("call.no-grid");
}
