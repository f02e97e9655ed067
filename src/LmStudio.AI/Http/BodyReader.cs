namespace LmStudio.AI;

/// <summary>Reads the body of a response. Returns <see langword="null"/> for an unexpected body: LM Studio sends some errors with status 200.</summary>
/// <exception cref="System.Text.Json.JsonException">The body is malformed.</exception>
/// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
internal delegate T? BodyReader<T>(ReadOnlySpan<byte> body)
    where T : class;
