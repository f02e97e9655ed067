namespace LmStudio.AI;

/// <summary>The quantization of a model's weights.</summary>
public sealed class LmStudioQuantization
{
    /// <summary>Gets or sets the name, for example <c>Q4_K_M</c> or <c>4bit</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the number of bits per weight.</summary>
    public double? BitsPerWeight { get; set; }
}
