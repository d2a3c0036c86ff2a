"""The network: a small encoder-decoder that maps a frame, and what is known of its room, to an alpha matte and its doubt.

High resolutions use depthwise-separable (MBConv) blocks, low resolutions plain 3x3 residual blocks, which are cheap there
and learn faster. A global-pooling branch at 1/32 tells every pixel what the whole picture shows. The plate (the empty room),
how far it is known, and the matte of the frame before enter beside the frame through a branch of their own at 1/2; where
nothing is known that branch sees zeros. Only convolutions, ReLU, bilinear resizing, simple arithmetic and one mean:
operations every ONNX runtime executes quickly.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

WIDTH, HEIGHT = 256, 144
MEAN = (123.675, 116.28, 103.53)
SCALE = (1 / 58.395, 1 / 57.12, 1 / 57.375)


class QuickReLU(torch.autograd.Function):
    """ReLU whose backward is one product: PyTorch 1.13's own takes 14 times as long in bfloat16 on the CPU."""

    @staticmethod
    def forward(context, x):
        y = x.clamp_min(0)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        (y,) = context.saved_tensors
        return gradient * torch.sign(y)


def relu(x):
    """ReLU, the quick one while training."""
    return QuickReLU.apply(x) if torch.is_grad_enabled() and not torch.onnx.is_in_onnx_export() else F.relu(x)


class ReLU(nn.Module):
    """`relu` as a layer."""

    def forward(self, x):
        return relu(x)


def conv_bn(cin, cout, kernel=3, stride=1, groups=1, act=True, dilation=1):
    """Convolution + batch norm (+ ReLU); `fold` puts the batch norm into the convolution."""
    pad = dilation * (kernel // 2)
    layers = [nn.Conv2d(cin, cout, kernel, stride, pad, dilation, groups, bias=False), nn.BatchNorm2d(cout)]
    if act:
        layers.append(ReLU())
    return nn.Sequential(*layers)


class MBConv(nn.Module):
    """Inverted residual: expand 1x1, depthwise 3x3, project 1x1."""

    def __init__(self, cin, cout, stride=1, expand=3, mid=None):
        super().__init__()
        mid = mid or cin * expand
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
        return relu(x + self.b(self.a(x)))


class GlobalContext(nn.Module):
    """Adds one vector computed from the mean of the whole feature map to every position."""

    def __init__(self, channels, mid):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, mid, 1)
        self.expand = nn.Conv2d(mid, channels, 1)

    def forward(self, x):
        g = relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))
        return relu(x + self.expand(g))


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
        return self.mix(relu(up + self.skip(skip)))


class LastFuse(nn.Module):
    """Decoder step at half size, kept thin because it is the dearest: the skip is added as it is, one 3x3 mixes."""

    def __init__(self, cdeep, cskip):
        super().__init__()
        self.deep = conv_bn(cdeep, cskip, 1, act=False)
        self.mix = conv_bn(cskip, cskip, 3)

    def forward(self, deep, skip):
        up = F.interpolate(self.deep(deep), scale_factor=2.0, mode="bilinear", align_corners=False)
        return self.mix(relu(up + skip))


class RoomBranch(nn.Module):
    """What differs from the known room, at 1/2: frame, plate, their distance, validity and the prior matte in."""

    def __init__(self, channels):
        super().__init__()
        self.look = conv_bn(11, channels, 3, 2)
        self.compare = conv_bn(channels, channels, 3)

    def forward(self, frame, plate, prior):
        known = plate[:, 3:4]
        room = plate[:, :3] * known
        distance = (frame * known - room).abs()
        return self.compare(self.look(torch.cat([frame, room, distance, known, prior], 1)))


class MatteNet(nn.Module):
    """Frame (normalised RGB, N x 3 x 144 x 256), plate (normalised RGB and validity 0..1, N x 4), prior matte (0..1, N x 1)
    -> logits of alpha and of doubt (N x 2 x 144 x 256). Plate and prior may be all zeros: nothing is known."""

    def __init__(self, widths=(16, 24, 32, 64, 96)):
        super().__init__()
        c1, c2, c3, c4, c5 = widths
        self.stem = conv_bn(3, c1, 3, 2)                                               # 1/2
        self.room = RoomBranch(c1)                                                     # 1/2
        self.stage2 = nn.Sequential(MBConv(2 * c1, c2, 2, mid=3 * c1), MBConv(c2, c2, 1, 2))  # 1/4
        self.stage3 = nn.Sequential(MBConv(c2, c3, 2, 3), ResBlock(c3), ResBlock(c3))  # 1/8
        self.stage4 = nn.Sequential(conv_bn(c3, c4, 3, 2), ResBlock(c4), ResBlock(c4, 2), ResBlock(c4))  # 1/16
        self.stage5 = nn.Sequential(conv_bn(c4, c5, 3, 2), ResBlock(c5), ResBlock(c5, 2))                # 1/32
        self.context = GlobalContext(c5, 48)
        self.up4 = Fuse(c5, c4, 48, plain=True)
        self.up3 = Fuse(48, c3, 32, plain=True)
        self.up2 = Fuse(32, c2, 24, plain=True)
        self.late = conv_bn(c1, c1, 1, act=False)        # what the room branch says of fine edges
        self.up1 = LastFuse(24, c1)
        self.head = nn.ConvTranspose2d(c1, 2, 2, 2)      # each half-size position paints its own 2x2 pixels
        self.coarse_head = nn.Conv2d(32, 1, 1)           # 1/8, only for the training loss

    def forward(self, frame, plate, prior, with_coarse=False):
        f1, room = self.stem(frame), self.room(frame, plate, prior)
        f2 = self.stage2(torch.cat([f1, room], 1))
        f3 = self.stage3(f2)
        f4 = self.stage4(f3)
        f5 = self.context(self.stage5(f4))
        d3 = self.up3(self.up4(f5, f4), f3)
        logits = self.head(self.up1(self.up2(d3, f2), f1 + self.late(room)))
        return (logits, self.coarse_head(d3)) if with_coarse else logits


class ExportNet(nn.Module):
    """What is shipped: the network followed by a sigmoid; channel 0 is alpha, channel 1 the doubt."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame, plate, prior):
        return torch.sigmoid(self.net(frame, plate, prior))


def fold(net):
    """Puts every batch norm into its convolution, in place: what is exported, and 1.4 times as quick to train further."""
    net.eval()
    for module in net.modules():
        if isinstance(module, nn.Sequential) and len(module) > 1 and isinstance(module[1], nn.BatchNorm2d):
            module[0] = fuse_conv_bn_eval(module[0], module[1])
            module[1] = nn.Identity()
    return net


def shaped_like(state):
    """A network for a checkpoint's values: folded when they hold no running means."""
    return MatteNet() if any(name.endswith("running_mean") for name in state) else fold(MatteNet())


def parameter_count(net):
    """Number of trainable values."""
    return sum(p.numel() for p in net.parameters())
