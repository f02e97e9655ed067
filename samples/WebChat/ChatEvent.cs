using System.Text.Json.Serialization;

namespace WebChatSample;

/// <summary>A piece of an answer, as the page gets it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProgressEvent), "progress")]
[JsonDerivedType(typeof(ReasoningEvent), "reasoning")]
[JsonDerivedType(typeof(TextEvent), "text")]
[JsonDerivedType(typeof(ToolCallEvent), "toolCall")]
[JsonDerivedType(typeof(ToolResultEvent), "toolResult")]
[JsonDerivedType(typeof(EndEvent), "end")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
internal abstract record ChatEvent;
