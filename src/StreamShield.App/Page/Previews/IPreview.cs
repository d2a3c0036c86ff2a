namespace StreamShield.App.Page.Previews;

/// <summary>A picture of the page that moves. One reader.</summary>
internal interface IPreview : IDisposable
{
    /// <summary>The next picture as JPEG, the caller's; null when there is nothing new.</summary>
    byte[]? Next();
}
