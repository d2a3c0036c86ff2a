namespace StreamShield.Core.Mattes;

/// <summary>How the coarse matte classifies a cell, together with its neighbours.</summary>
internal enum CellKind : byte
{
    /// <summary>Nobody in the cell or next to it.</summary>
    Hidden = 0,

    /// <summary>On an edge: the filter decides.</summary>
    Edge,

    /// <summary>Well inside the streamer.</summary>
    Visible,
}
