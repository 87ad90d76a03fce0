"""The pose network: a 128 x 128 picture in; out come a heatmap and a map of confidence per joint,
and a map whose mean says whether anybody is there.

Plain 3 x 3 convolutions throughout: on a processor without a graphics card they train several times
faster per multiplication than the depthwise ones of mobile networks, and OpenCV runs both as fast.
"""
import torch
from torch import nn

# Left and right are the person's own. The first fourteen are named as in the csv files.
JOINTS = ["r_ankle", "r_knee", "r_hip", "l_hip", "l_knee", "l_ankle", "r_wrist", "r_elbow",
          "r_shoulder", "l_shoulder", "l_elbow", "l_wrist", "neck", "head_top", "r_heel", "l_heel",
          "r_toe", "l_toe"]
JOINT = {name: index for index, name in enumerate(JOINTS)}
OPPOSITE = [JOINT[{"r": "l", "l": "r"}[name[0]] + name[1:]] if name[1] == "_" else JOINT[name]
            for name in JOINTS]

INPUT_PX = 128  # side of the input picture; in training it may be smaller, a multiple of 16
CELL_PX = 4     # of the input to a heatmap's cell; the network's own output holds 2 x 2 cells in one
MAP = INPUT_PX // CELL_PX


def convolution(channels_in, channels_out, size=3, step=1):
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, size, step, size // 2, bias=False),
        nn.BatchNorm2d(channels_out))


class Block(nn.Module):
    """Two convolutions beside a way through."""

    def __init__(self, channels):
        super().__init__()
        self.first = convolution(channels, channels)
        self.second = convolution(channels, channels)

    def forward(self, x):
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class Down(nn.Module):
    """Half the resolution."""

    def __init__(self, channels_in, channels_out):
        super().__init__()
        self.step = convolution(channels_in, channels_out, 3, 2)

    def forward(self, x):
        return torch.relu(self.step(x))


class Up(nn.Module):
    """Twice the resolution: each cell becomes 2 x 2 cells of their own weights. Exported it is the
    transposed convolution that it equals, which trains many times slower on a processor."""

    def __init__(self, channels_in, channels_out):
        super().__init__()
        self.spread = nn.Conv2d(channels_in, channels_out * 4, 1, bias=False)

    def forward(self, x):
        return nn.functional.pixel_shuffle(self.spread(x), 2)

    def transposed(self):
        weight = self.spread.weight.detach()
        result = nn.ConvTranspose2d(weight.shape[1], weight.shape[0] // 4, 2, 2)
        with torch.no_grad():
            result.weight.copy_(weight[:, :, 0, 0].view(-1, 2, 2, weight.shape[1])
                                .permute(3, 0, 1, 2))
            result.bias.zero_()
        return result


class PoseNetwork(nn.Module):
    """Input: n x 3 x 128 x 128, red, green, blue, 0..1. Output: n x (2 J + 1) 4 x 16 x 16 logits,
    see `maps`."""

    def __init__(self, fine=32, middle=64, coarse=128, blocks=(1, 3, 3, 1)):
        super().__init__()
        self.stem = convolution(3, fine, 7, 4)
        self.fine = nn.Sequential(*[Block(fine) for _ in range(blocks[0])])
        self.to_middle = Down(fine, middle)
        self.middle = nn.Sequential(*[Block(middle) for _ in range(blocks[1])])
        self.to_coarse = Down(middle, coarse)
        self.coarse = nn.Sequential(*[Block(coarse) for _ in range(blocks[2])])
        self.up = Up(coarse, middle)
        self.join = nn.Sequential(*[Block(middle) for _ in range(blocks[3])])
        self.out = nn.Conv2d(middle, (2 * len(JOINTS) + 1) * 4, 1)

    def forward(self, picture):
        x = torch.relu(self.stem(picture))
        middle = self.middle(self.to_middle(self.fine(x)))
        coarse = self.coarse(self.to_coarse(middle))
        return self.out(self.join(torch.relu(middle + self.up(coarse))))


def maps(out):
    """The network's output as heatmap logits and confidence logits, each n x J x MAP x MAP, and the
    logit of somebody being there, n. Channel (map * 2 + row) * 2 + column holds every second row
    and column of a map: J heatmaps, J of confidence, 1 of presence. The program sorts them itself:
    OpenCV 4.6 has no depth-to-space that reads ONNX files."""
    n, coarse, joints = out.shape[0], out.shape[2], len(JOINTS)
    whole = out.view(n, 2 * joints + 1, 2, 2, coarse, coarse)
    whole = whole.permute(0, 1, 4, 2, 5, 3).reshape(n, 2 * joints + 1, 2 * coarse, 2 * coarse)
    return whole[:, :joints], whole[:, joints:2 * joints], whole[:, 2 * joints].mean((1, 2))


def count_parameters(network):
    return sum(parameter.numel() for parameter in network.parameters())


WINDOW = 2  # cells around a heatmap's peak, each way, that make up the joint's place


def decode(out):
    """Joints as the program reads them: n x J x 3, x and y in pixels of the input and the logit of
    the confidence: both maps' means over the window around the heatmap's highest cell, weighted by
    the softmax of the heatmap there."""
    side = 2 * out.shape[2]
    heat, sure = (each.flatten(2) for each in maps(out)[:2])
    peak = heat.detach().argmax(2, keepdim=True)
    step = torch.arange(-WINDOW, WINDOW + 1)
    row = torch.div(peak, side, rounding_mode="floor") + step.repeat_interleave(len(step))
    column = peak % side + step.repeat(len(step))
    inside = (row >= 0) & (row < side) & (column >= 0) & (column < side)
    cell = row.clamp(0, side - 1) * side + column.clamp(0, side - 1)
    weight = torch.softmax(heat.gather(2, cell).masked_fill(~inside, -1e9), 2)
    parts = [(column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX,
             sure.gather(2, cell)]
    return torch.stack([(weight * part).sum(2) for part in parts], 2)
