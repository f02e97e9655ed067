using System.Buffers;
using System.Text;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Finds the conversation id in JSON that arrives in chunks, without buffering the JSON, as responses with images are large. It reads the root's members and,
/// for events, the members of <c>result</c> and <c>response</c>. The JSON comes from a server and is not validated.
/// </summary>
internal sealed class JsonIdScanner(bool isResponses)
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],:"u8);

    private readonly byte[] _text = new byte[ConversationIdText.MaxLength];
    private int _length;
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;
    private bool _isKept;
    private bool _isName;
    private bool _expectsName;
    private bool _isParent;
    private bool _isInParent;
    private bool _isTarget;
    private bool _isTopObject;
    private bool _isSecondObject;

    /// <summary>Gets the id, if it has been found.</summary>
    public string? Id { get; private set; }

    /// <summary>Resets the state for the next JSON.</summary>
    public void Reset()
    {
        Id = null;
        _depth = 0;
        _isInText = _isEscaped = _isKept = _isName = _expectsName = _isParent = _isInParent = _isTarget = _isTopObject = _isSecondObject = false;
    }

    /// <summary>Reads the next chunk.</summary>
    public void Read(ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty && Id is null)
        {
            json = _isInText ? ReadText(json) : ReadStructure(json);
        }
    }

    private ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> json)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return json[1..];
        }

        int end = json.IndexOfAny(Quote, Backslash);
        Keep(end < 0 ? json : json[..end]);
        if (end < 0)
        {
            return [];
        }

        if (json[end] == Backslash)
        {
            _isEscaped = true;
            _isKept = false; // The names and ids contain no escapes.
            _length = 0;
        }
        else
        {
            EndText();
        }

        return json[(end + 1)..];
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (!_isKept)
        {
            return;
        }

        if (_length + text.Length > _text.Length)
        {
            _isKept = false;
            _length = 0;
            return;
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void EndText()
    {
        _isInText = false;
        ReadOnlySpan<byte> text = _isKept ? _text.AsSpan(0, _length) : [];
        if (_isName)
        {
            _expectsName = false;
            _isParent = _depth == 1 && text.SequenceEqual(isResponses ? "response"u8 : "result"u8);
            _isTarget = (_depth == 1 || _isInParent) && (isResponses ? text.SequenceEqual("id"u8) : text.SequenceEqual("response_id"u8) || text.SequenceEqual("thread_id"u8));
        }
        else if (_isTarget && text.Length > 0)
        {
            string id = Encoding.UTF8.GetString(text);
            Id = ConversationIdText.IsPossible(id) ? id : null;
        }
    }

    private ReadOnlySpan<byte> ReadStructure(ReadOnlySpan<byte> json)
    {
        int next = json.IndexOfAny(Structure);
        if (next < 0)
        {
            return [];
        }

        switch (json[next])
        {
            case Quote:
                _isInText = true;
                _isName = _expectsName && IsInWatchedObject;
                _isKept = _isName || (_isTarget && IsInWatchedObject);
                _length = 0;
                break;
            case (byte)'{':
                Open(isObject: true);
                break;
            case (byte)'[':
                Open(isObject: false);
                break;
            case (byte)',':
                _expectsName = IsInWatchedObject;
                _isTarget = _isTarget && !IsInWatchedObject;
                break;
            case (byte)':':
                break;
            default:
                Close();
                break;
        }

        return json[(next + 1)..];
    }

    private bool IsInWatchedObject => (_depth == 1 && _isTopObject) || (_depth == 2 && _isInParent && _isSecondObject);

    private void Open(bool isObject)
    {
        if (_depth == 1)
        {
            _isInParent = _isTopObject && isObject && _isParent;
            _isSecondObject = isObject;
        }
        else if (_depth == 0)
        {
            _isTopObject = isObject;
        }

        _depth++;
        _isTarget = false;
        _expectsName = isObject && IsInWatchedObject;
    }

    private void Close()
    {
        _depth--;
        _expectsName = false;
        _isTarget = false;
        if (_depth == 1)
        {
            _isInParent = false;
        }
    }
}
