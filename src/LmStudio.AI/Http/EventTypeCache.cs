using System.Text;

namespace LmStudio.AI;

/// <summary>Decodes the types of server-sent events. Nothing is allocated for a type that is the same as the last one.</summary>
internal sealed class EventTypeCache
{
    /// <summary>The type of an event that does not specify one.</summary>
    public const string Default = "message";

    private byte[] _bytes = [];
    private string _type = Default;

    public string Decode(ReadOnlySpan<byte> type)
    {
        if (!type.SequenceEqual(_bytes))
        {
            _bytes = type.ToArray();
            _type = type.IsEmpty ? Default : Encoding.UTF8.GetString(_bytes);
        }

        return _type;
    }
}
