using StreamShield.Core.Obscuring;

namespace StreamShield.App.Page.Views;

/// <summary>What effects and strengths mean.</summary>
/// <param name="Effects">All effects.</param>
/// <param name="Strengths">The measured strengths of a blur, rising; a strength gives at least what the one at or below it gives.</param>
internal sealed record StrengthsView(IReadOnlyList<EffectView> Effects, IReadOnlyList<StrengthMeaning> Strengths);
