using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Something that goes wrong with the events of a stream. Positions are taken modulo the count.</summary>
internal abstract record EventMutation
{
    public static Gen<EventMutation> Any { get; } = Gen.OneOf(
        Gen.Int[0, 63].Select(static EventMutation (position) => new DropEvent(position)),
        Gen.Int[0, 63].Select(static EventMutation (position) => new RepeatEvent(position)),
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 63], static EventMutation (first, second) => new SwapEvents(first, second)),
        Gen.Select(Gen.Int[0, 63], JsonMutation.Any, static EventMutation (position, mutation) => new ChangeEvent(position, mutation)),
        Gen.Select(Gen.Int[0, 63], InsertError.Forms, static EventMutation (position, data) => new InsertError(position, data)));

    public abstract void Apply(List<WireEvent> events);
}

internal sealed record DropEvent(int Position) : EventMutation
{
    public override void Apply(List<WireEvent> events) => events.RemoveAt(Position % events.Count);
}

internal sealed record RepeatEvent(int Position) : EventMutation
{
    public override void Apply(List<WireEvent> events) => events.Insert(Position % events.Count, events[Position % events.Count]);
}

internal sealed record SwapEvents(int First, int Second) : EventMutation
{
    public override void Apply(List<WireEvent> events) =>
        (events[First % events.Count], events[Second % events.Count]) = (events[Second % events.Count], events[First % events.Count]);
}

internal sealed record ChangeEvent(int Position, JsonMutation Mutation) : EventMutation
{
    public override void Apply(List<WireEvent> events)
    {
        int position = Position % events.Count;
        events[position] = events[position] with { Data = Mutation.Apply(events[position].Data) };
    }
}

internal sealed record InsertError(int Position, string Data) : EventMutation
{
    /// <summary>Gets what LM Studio and what stands before it send as the data of an error.</summary>
    public static Gen<string> Forms { get; } = Gen.OneOf(
        """{"type":"error","error":{"type":"internal_error","message":"Model crashed."},"message":"Model crashed."}""", """{"error":"Model crashed."}""", "\"Model crashed.\"", "[\"Model crashed.\"]", "Model crashed.");

    public override void Apply(List<WireEvent> events) => events.Insert(Position % events.Count, new WireEvent("error", Data));
}
