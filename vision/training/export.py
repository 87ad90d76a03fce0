"""Writes the network of a checkpoint as ONNX, batch norms folded into the convolutions, with only
what OpenCV 4.6 and newer both run, and holds OpenCV's answer against PyTorch's.

    python3 export.py --state FOLDER/last.pt --confidence CALIBRATION.json --out unguard_pose.onnx
"""
import argparse
import copy
import hashlib
import json
import os

import cv2
import numpy as np
import onnx
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from network import INPUT_PX, JOINTS, PoseNetwork, Up, count_parameters

OPERATORS = {"Conv", "Relu", "Add", "ConvTranspose"}
TOLERANCE = 1e-3  # between two programs' sums of the same numbers, in logits


def load_network(path):
    """The running mean of the weights in a checkpoint."""
    network = PoseNetwork()
    network.load_state_dict(torch.load(path, map_location="cpu")["average"])
    return network.eval()


def fold(module):
    for name, child in module.named_children():
        if isinstance(child, nn.Sequential) and len(child) == 2 and \
           isinstance(child[1], nn.BatchNorm2d):
            setattr(module, name, fuse_conv_bn_eval(child[0], child[1]))
        elif isinstance(child, Up):
            setattr(module, name, child.transposed())
        else:
            fold(child)
    return module


class Exported(nn.Module):
    """The folded network; the confidence's calibration is in its last weights."""

    def __init__(self, network, gain, offset):
        super().__init__()
        self.network = fold(copy.deepcopy(network).float())
        joints = len(JOINTS)
        out = self.network.out
        with torch.no_grad():
            sure = slice(joints * 4, joints * 8)
            out.weight[sure] *= gain
            out.bias[sure] = out.bias[sure] * gain + offset

    def forward(self, picture):
        return self.network(picture)


def check(path, exported):
    model = onnx.load(path)
    onnx.checker.check_model(model)
    others = {node.op_type for node in model.graph.node} - OPERATORS
    if others:
        raise SystemExit(f"{path}: OpenCV 4.6 may not run {', '.join(sorted(others))}")
    picture = np.random.default_rng(1).random((1, 3, INPUT_PX, INPUT_PX), np.float32)
    network = cv2.dnn.readNetFromONNX(path)
    network.setInput(picture)
    with torch.no_grad():
        expected = exported(torch.from_numpy(picture)).numpy()
    apart = float(np.abs(network.forward() - expected).max())
    if apart > TOLERANCE:
        raise SystemExit(f"{path}: OpenCV {cv2.__version__} differs from PyTorch by {apart:g}")
    return apart


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", required=True)
    parser.add_argument("--confidence", help="gain and offset of the confidence, from evaluate.py")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    line = {"gain": 1.0, "offset": 0.0}
    if arguments.confidence:
        with open(arguments.confidence) as file:
            line = json.load(file)
    network = load_network(arguments.state)
    exported = Exported(network, line["gain"], line["offset"]).eval()
    torch.onnx.export(exported, torch.zeros(1, 3, INPUT_PX, INPUT_PX), arguments.out,
                      opset_version=11, input_names=["picture"], output_names=["maps"])
    apart = check(arguments.out, exported)
    with open(arguments.out, "rb") as file:
        checksum = hashlib.sha256(file.read()).hexdigest()
    print(f"{arguments.out}: {count_parameters(exported)} parameters, "
          f"{os.path.getsize(arguments.out)} bytes, sha256 {checksum}\n"
          f"OpenCV {cv2.__version__} and PyTorch {torch.__version__} differ by {apart:.1g} at most")


if __name__ == "__main__":
    main()
