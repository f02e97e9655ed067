namespace LmStudio.AI;

/// <summary>Whether a model may use a tool.</summary>
public enum LmStudioModelToolPermission
{
    /// <summary>It may, without asking.</summary>
    Allowed,

    /// <summary>
    /// It may if a person approves: the tool is an <see cref="Microsoft.Extensions.AI.ApprovalRequiredAIFunction"/>. Where functions are called by something
    /// that does not know that type, nobody is asked.
    /// </summary>
    ApprovalRequired,

    /// <summary>It may not: there is no such tool.</summary>
    Omitted,
}
