namespace StreamShield.App.Page.Previews;

/// <summary>A video preview for the page. One reader.</summary>
internal interface IPreview : IDisposable
{
    /// <summary>The next picture as JPEG, owned by the caller; null when there is nothing new.</summary>
    byte[]? Next();
}
