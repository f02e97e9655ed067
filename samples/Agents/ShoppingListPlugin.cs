using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace AgentSample;

/// <summary>A plugin with state that persists between turns.</summary>
internal sealed class ShoppingListPlugin
{
    private readonly List<string> _items = [];

    [KernelFunction("add_item")]
    [Description("Puts an item on the user's shopping list.")]
    [return: Description("The whole list.")]
    public string Add([Description("The item, for instance: milk")] string item)
    {
        _items.Add(item);
        return Show();
    }

    [KernelFunction("show_list")]
    [Description("Shows the user's shopping list.")]
    public string Show() => _items.Count > 0 ? string.Join(", ", _items) : "The list is empty.";
}
