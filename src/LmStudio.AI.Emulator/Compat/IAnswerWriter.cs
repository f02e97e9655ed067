using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The format of a response on an endpoint: as a stream and, after the same events, as a whole.</summary>
internal interface IAnswerWriter
{
    IEnumerable<StreamFrame> Start();

    IEnumerable<StreamFrame> Write(GenerationEvent happened);

    IEnumerable<StreamFrame> End();

    /// <summary>Reports a failure in a stream, which ends the stream.</summary>
    IEnumerable<StreamFrame> Fail(WireException failure);

    /// <summary>Creates the object of a response that is not streamed, after its end.</summary>
    JsonObject Reply();
}
