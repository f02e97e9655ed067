using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Joins characters that a server has cut in two: LM Studio ends a piece of text anywhere, also between the halves of an emoji. A half that
/// stays alone becomes the replacement character.
/// </summary>
internal sealed class SplitCharacters
{
    private const string Replacement = "\uFFFD";

    /// <summary>The first half of a character, taken from the end of a piece.</summary>
    private char? _half;
    private bool _isReasoning;

    /// <summary>Joins the halves at the ends of an update's texts with those of the texts before.</summary>
    /// <param name="contents">The update's contents.</param>
    /// <param name="isLast">Whether no other half can follow.</param>
    public void Join(IList<AIContent> contents, bool isLast)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            bool isReasoning = contents[i] is TextReasoningContent;
            string text = (contents[i] as TextReasoningContent)?.Text ?? (contents[i] as TextContent)?.Text ?? "";
            if (text.Length == 0 || (_half is null && !char.IsLowSurrogate(text[0]) && !char.IsHighSurrogate(text[text.Length - 1])))
            {
                continue;
            }

            if (_half is not null && isReasoning != _isReasoning)
            {
                contents.Insert(i++, TakeHalf());
            }

            contents[i] = Create(Complete(text, isReasoning, isLast), isReasoning);
        }

        if (isLast && _half is not null)
        {
            contents.Insert(0, TakeHalf());
        }
    }

    private string Complete(string text, bool isReasoning, bool isLast)
    {
        string start = char.IsLowSurrogate(text[0])
            ? _half is null ? Replacement + text.Substring(1) : _half + text
            : _half is null ? text : Replacement + text;
        _half = null;
        if (!char.IsHighSurrogate(start[start.Length - 1]))
        {
            return start;
        }

        _half = isLast ? null : start[start.Length - 1];
        _isReasoning = isReasoning;
        start = start.Substring(0, start.Length - 1);
        return isLast ? start + Replacement : start;
    }

    private AIContent TakeHalf()
    {
        _half = null;
        return Create(Replacement, _isReasoning);
    }

    private static AIContent Create(string text, bool isReasoning) => isReasoning ? new TextReasoningContent(text) : new TextContent(text);
}
