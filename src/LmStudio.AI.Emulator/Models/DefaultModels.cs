namespace LmStudio.AI.Emulator;

/// <summary>The default catalog: one model of each kind that a client must support.</summary>
internal static class DefaultModels
{
    public static IEnumerable<EmulatorModel> Create() =>
    [
        new()
        {
            Key = "qwen/qwen3-8b",
            DisplayName = "Qwen3 8B",
            Architecture = "qwen3",
            ParamsString = "8B",
            SizeBytes = 5_027_783_488,
            MaxContextLength = 40_960,
            ReasoningOptions = ["off", "on"],
        },
        new()
        {
            Key = "openai/gpt-oss-20b",
            DisplayName = "GPT-OSS 20B",
            Architecture = "gpt_oss",
            Quantization = "MXFP4",
            ParamsString = "20B",
            SizeBytes = 12_109_565_632,
            NumExperts = 4,
            ReasoningOptions = ["low", "medium", "high"],
            DefaultReasoning = "medium",
            ReasoningField = "reasoning",
        },
        new()
        {
            Key = "qwen/qwen3-vl-4b",
            DisplayName = "Qwen3 VL 4B",
            Architecture = "qwen3vl",
            ParamsString = "4B",
            SizeBytes = 3_333_521_408,
            MaxContextLength = 262_144,
            Vision = true,
        },
        new()
        {
            Key = "mistralai/ministral-3-3b",
            DisplayName = "Ministral 3 3B",
            Architecture = "mistral3",
            ParamsString = "3B",
            SizeBytes = 2_989_228_032,
            MaxContextLength = 262_144,
            Vision = true,
            StrictTemplate = true,
        },
        new()
        {
            Key = "google/gemma-3-1b",
            DisplayName = "Gemma 3 1B",
            Architecture = "gemma3_text",
            Quantization = "4bit",
            Format = "mlx",
            ParamsString = "1B",
            SizeBytes = 771_933_305,
            MaxContextLength = 32_768,
            DefaultContextLength = 8_192,
            TrainedForToolUse = false,
        },
        new()
        {
            Key = "text-embedding-nomic-embed-text-v1.5",
            Type = EmulatorModelType.Embedding,
            Publisher = "nomic-ai",
            Architecture = "nomic-bert",
            DisplayName = "Nomic Embed Text v1.5",
            SizeBytes = 84_106_624,
            MaxContextLength = 2_048,
            DefaultContextLength = 2_048,
        },
    ];
}
