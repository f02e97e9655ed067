namespace LmStudio.AI;

/// <summary>An instance that this process had loaded.</summary>
internal sealed class OwnInstance(string id, string modelKey, LoadSettings asked, LmStudioLoadConfig? applied)
{
    public string Id { get; } = id;

    public string ModelKey { get; } = modelKey;

    /// <summary>Gets the requested settings. The same request gets this instance again, even if the server did not apply them.</summary>
    public LoadSettings Asked { get; } = asked;

    /// <summary>Gets or sets the number of leases of the instance.</summary>
    public int Leases { get; set; }

    /// <summary>Gets or sets a value indicating whether code without a lease uses the instance, so that it stays loaded.</summary>
    public bool IsKept { get; set; }

    /// <summary>
    /// Returns whether an instance of the server's list can be this one. Ids are given again: after the user has unloaded this instance,
    /// a chat or another program may have loaded one of the same id.
    /// </summary>
    public bool CanBe(LmStudioModelInstance listed) =>
        listed.Id == Id

        // An instance loaded by a load request stays loaded. Only an instance that a chat loads on demand has a time to live.
        && listed.TimeToLive is null
        && ModelFit.CanBeSame(applied, listed.Config);
}
