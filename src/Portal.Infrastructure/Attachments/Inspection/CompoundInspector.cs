using System.Text;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>An object of older Office in a document: old charts and formulas are such, and so are macros and packed programs.</summary>
internal static class CompoundInspector
{
    private static readonly byte[] Macros = Encoding.Unicode.GetBytes("_VBA_PROJECT");

    /// <summary>Any file at all, wrapped.</summary>
    private static readonly byte[] Wrapped = Encoding.Unicode.GetBytes("\u0001Ole10Native");

    public static void Inspect(ReadOnlySpan<byte> head, Stream rest)
    {
        var buffer = new byte[65_536];
        head.CopyTo(buffer);
        for (var filled = head.Length; filled > 0; )
        {
            var seen = buffer.AsSpan(0, filled);
            if (seen.IndexOf(Macros) >= 0)
                throw new RefusedException(FileRefusals.Macros);
            if (seen.IndexOf(Wrapped) >= 0)
                throw new RefusedException(FileRefusals.Nested);
            // What is looked for may begin in these bytes and end in the next.
            var kept = Math.Min(filled, Macros.Length + Wrapped.Length);
            seen[^kept..].CopyTo(buffer);
            var read = rest.Read(buffer.AsSpan(kept));
            filled = read > 0 ? kept + read : 0;
        }
    }
}
