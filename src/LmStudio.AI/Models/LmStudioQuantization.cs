namespace LmStudio.AI;

/// <summary>How the weights of a model are quantized.</summary>
public sealed class LmStudioQuantization
{
    /// <summary>Gets or sets the name, for instance <c>Q4_K_M</c> or <c>4bit</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the bits that a weight takes.</summary>
    public double? BitsPerWeight { get; set; }
}
