namespace LmStudio.AI;

/// <summary>Reads the body of an answer. Returns <see langword="null"/> for one that is not what was asked for: LM Studio sends some errors with status 200.</summary>
/// <exception cref="System.Text.Json.JsonException">The body is malformed.</exception>
/// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
internal delegate T? BodyReader<T>(ReadOnlySpan<byte> body)
    where T : class;
