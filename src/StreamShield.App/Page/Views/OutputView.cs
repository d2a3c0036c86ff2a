namespace StreamShield.App.Page.Views;

/// <summary>One output.</summary>
/// <param name="Name">Its name, used to switch it.</param>
/// <param name="On">False while the streamer has switched it to the slate.</param>
/// <param name="Trouble">What is wrong with it, one sentence, or empty.</param>
/// <param name="Written">Pictures written.</param>
internal sealed record OutputView(string Name, bool On, string Trouble, long Written);
