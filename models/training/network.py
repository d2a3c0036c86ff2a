"""The network: a small encoder-decoder that maps an RGB frame to an alpha matte.

High resolutions use depthwise-separable (MBConv) blocks, low resolutions plain 3x3 residual blocks, which are cheap there
and learn faster. A global-pooling branch at 1/32 tells every pixel what the whole picture shows. Only convolutions,
ReLU, nearest/bilinear resizing, addition and one mean: operations every ONNX runtime executes quickly.

`in_channels` is 3 (RGB). A later version may append planes (previous matte, clean plate); everything else stays.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, HEIGHT = 256, 144
MEAN = (123.675, 116.28, 103.53)
SCALE = (1 / 58.395, 1 / 57.12, 1 / 57.375)


def conv_bn(cin, cout, kernel=3, stride=1, groups=1, act=True, dilation=1):
    """Convolution + batch norm (+ ReLU); the batch norm is folded into the convolution on export."""
    pad = dilation * (kernel // 2)
    layers = [nn.Conv2d(cin, cout, kernel, stride, pad, dilation, groups, bias=False), nn.BatchNorm2d(cout)]
    if act:
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


class MBConv(nn.Module):
    """Inverted residual: expand 1x1, depthwise 3x3, project 1x1."""

    def __init__(self, cin, cout, stride=1, expand=3):
        super().__init__()
        mid = cin * expand
        self.body = nn.Sequential(
            conv_bn(cin, mid, 1), conv_bn(mid, mid, 3, stride, groups=mid), conv_bn(mid, cout, 1, act=False))
        self.residual = stride == 1 and cin == cout

    def forward(self, x):
        y = self.body(x)
        return x + y if self.residual else y


class ResBlock(nn.Module):
    """Two plain 3x3 convolutions with a shortcut; `dilation` widens the first."""

    def __init__(self, channels, dilation=1):
        super().__init__()
        self.a = conv_bn(channels, channels, dilation=dilation)
        self.b = conv_bn(channels, channels, act=False)

    def forward(self, x):
        return F.relu(x + self.b(self.a(x)))


class GlobalContext(nn.Module):
    """Adds one vector computed from the mean of the whole feature map to every position."""

    def __init__(self, channels, mid):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, mid, 1)
        self.expand = nn.Conv2d(mid, channels, 1)

    def forward(self, x):
        g = F.relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))
        return F.relu(x + self.expand(g))


class Fuse(nn.Module):
    """Decoder step: reduce the deep features, double their size, add the projected skip, mix."""

    def __init__(self, cdeep, cskip, cout, plain):
        super().__init__()
        self.deep = conv_bn(cdeep, cout, 1, act=False)
        self.skip = conv_bn(cskip, cout, 1, act=False)
        if plain:
            self.mix = conv_bn(cout, cout, 3)
        else:
            self.mix = nn.Sequential(conv_bn(cout, cout, 3, groups=cout), conv_bn(cout, cout, 1))

    def forward(self, deep, skip):
        up = F.interpolate(self.deep(deep), size=skip.shape[2:], mode="bilinear", align_corners=False)
        return self.mix(F.relu(up + self.skip(skip)))


class LastFuse(nn.Module):
    """Decoder step at half size, kept thin because it is the dearest: the skip is added as it is, one 3x3 mixes."""

    def __init__(self, cdeep, cskip):
        super().__init__()
        self.deep = conv_bn(cdeep, cskip, 1, act=False)
        self.mix = conv_bn(cskip, cskip, 3)

    def forward(self, deep, skip):
        up = F.interpolate(self.deep(deep), scale_factor=2.0, mode="bilinear", align_corners=False)
        return self.mix(F.relu(up + skip))


class MatteNet(nn.Module):
    """RGB frame (normalised, N x 3 x 144 x 256) -> matte logits (N x 1 x 144 x 256)."""

    def __init__(self, in_channels=3, widths=(16, 24, 32, 64, 96)):
        super().__init__()
        c1, c2, c3, c4, c5 = widths
        self.in_channels = in_channels
        self.stem = conv_bn(in_channels, c1, 3, 2)                                    # 1/2
        self.stage2 = nn.Sequential(MBConv(c1, c2, 2, 3), MBConv(c2, c2, 1, 2))        # 1/4
        self.stage3 = nn.Sequential(MBConv(c2, c3, 2, 3), ResBlock(c3), ResBlock(c3))  # 1/8
        self.stage4 = nn.Sequential(conv_bn(c3, c4, 3, 2), ResBlock(c4), ResBlock(c4, 2), ResBlock(c4))  # 1/16
        self.stage5 = nn.Sequential(conv_bn(c4, c5, 3, 2), ResBlock(c5), ResBlock(c5, 2))                # 1/32
        self.context = GlobalContext(c5, 48)
        self.up4 = Fuse(c5, c4, 48, plain=True)
        self.up3 = Fuse(48, c3, 32, plain=True)
        self.up2 = Fuse(32, c2, 24, plain=True)
        self.up1 = LastFuse(24, c1)
        self.head = nn.ConvTranspose2d(c1, 1, 2, 2)      # each half-size position paints its own 2x2 pixels
        self.coarse_head = nn.Conv2d(32, 1, 1)           # 1/8, only for the training loss

    def forward(self, x, with_coarse=False):
        f1 = self.stem(x)
        f2 = self.stage2(f1)
        f3 = self.stage3(f2)
        f4 = self.stage4(f3)
        f5 = self.context(self.stage5(f4))
        d3 = self.up3(self.up4(f5, f4), f3)
        logits = self.head(self.up1(self.up2(d3, f2), f1))
        return (logits, self.coarse_head(d3)) if with_coarse else logits


class ExportNet(nn.Module):
    """What is shipped: the network followed by a sigmoid."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        return torch.sigmoid(self.net(frame))


def parameter_count(net):
    """Number of trainable values."""
    return sum(p.numel() for p in net.parameters())
