using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The form that an answer has on an endpoint: as a stream and, after the same events, as one reply.</summary>
internal interface IAnswerWriter
{
    IEnumerable<StreamFrame> Start();

    IEnumerable<StreamFrame> Write(GenerationEvent happened);

    IEnumerable<StreamFrame> End();

    /// <summary>Tells in a stream that it has failed, which ends it.</summary>
    IEnumerable<StreamFrame> Fail(WireException failure);

    /// <summary>Puts the whole answer into one object, after its end.</summary>
    JsonObject Reply();
}
