namespace LmStudio.AI;

/// <summary>Specifies whether a model may call a tool.</summary>
public enum LmStudioModelToolPermission
{
    /// <summary>The model may call the tool without approval.</summary>
    Allowed,

    /// <summary>
    /// The model may call the tool if the call is approved: the tool is an <see cref="Microsoft.Extensions.AI.ApprovalRequiredAIFunction"/>. Code that
    /// invokes functions without support for that type does not ask for approval.
    /// </summary>
    ApprovalRequired,

    /// <summary>The tool is not created.</summary>
    Omitted,
}
