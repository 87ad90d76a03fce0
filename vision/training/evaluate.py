"""Measures a pose network in ONNX through OpenCV: PCK@0.2 of the torso by joint and by the body's
direction, and what its confidence is worth.

    python3 evaluate.py --network ONNX --images TAR --labels CSV --split test
    python3 evaluate.py --network ONNX --images TAR --labels CSV --split validation --fit OUT.json

A picture counts when both hips and both shoulders are labelled: the unit is then the longer of the
two ways from a shoulder to the opposite hip. The crop is centred on the box of the labelled joints, which takes 0.8 of its
side, and stands as the picture does: the body's direction is not given. --turn 90 turns them all.
--fit chooses gain and offset of the confidence on this split instead of measuring them.
"""
import argparse
import json

import cv2
import numpy as np

import augment
import images
from network import INPUT_PX, JOINT, JOINTS, MAP, OPPOSITE, WINDOW

NEAR = 0.2  # of the torso
COUNTED = ["r_hip", "l_hip", "r_knee", "l_knee", "r_shoulder", "l_shoulder"]
# Angle between the trunk (hips to shoulders) and upright, in degrees: up to.
DIRECTIONS = [("upright", 30), ("tilted", 60), ("lying", 120), ("inverted", 180)]


def read_maps(out):
    """Places (x, y) in pixels of the input and logits of confidence, J x 3, from the network's own
    output: what network.decode does, without PyTorch."""
    coarse = out.reshape(2 * len(JOINTS) + 1, 2, 2, MAP // 2, MAP // 2)
    whole = coarse.transpose(0, 3, 1, 4, 2).reshape(2 * len(JOINTS) + 1, MAP, MAP)
    heat, sure = whole[:len(JOINTS)], whole[len(JOINTS):]
    found = np.zeros((len(JOINTS), 3))
    for joint in range(len(JOINTS)):
        row, column = divmod(int(heat[joint].argmax()), MAP)
        rows = slice(max(row - WINDOW, 0), row + WINDOW + 1)
        columns = slice(max(column - WINDOW, 0), column + WINDOW + 1)
        weight = np.exp(heat[joint, rows, columns] - heat[joint, row, column])
        weight /= weight.sum()
        y, x = np.mgrid[rows.start:rows.start + weight.shape[0],
                        columns.start:columns.start + weight.shape[1]]
        cell = INPUT_PX / MAP
        found[joint] = ((x + 0.5) * weight).sum() * cell, ((y + 0.5) * weight).sum() * cell, \
            (sure[joint, rows, columns] * weight).sum()
    return found


def run_maps(network, crop):
    network.setInput(crop[None, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 255)
    return read_maps(network.forward())


def run_feasibility(network, crop):
    """The network shared for comparison: 14 heatmaps of 32 x 32, blue, green, red, -1..1."""
    network.setInput(crop[None].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)
    heat = network.forward()[0]
    whole = np.zeros((2 * len(JOINTS) + 1, MAP, MAP), np.float32)
    whole[:len(heat)] = heat
    return read_maps(whole.reshape(-1, MAP // 2, 2, MAP // 2, 2).transpose(0, 2, 4, 1, 3))


def angle_of(joints):
    hips, shoulders = joints[[2, 3], :2].mean(0), joints[[8, 9], :2].mean(0)
    along = shoulders - hips
    return abs(np.degrees(np.arctan2(along[0], -along[1])))


def measure(network, run, photographs, turn):
    """Per picture with a torso: errors in its lengths (nan: not labelled), the same with sides
    forgiven, confidence logits, direction."""
    errors, forgiven, sure, directions = [], [], [], []
    for picture, joints in zip(photographs.pictures, photographs.joints):
        if augment.torso_length(joints) == 0:
            continue
        centre, box = augment.box_of(joints)
        matrix = augment.crop_matrix(centre, box / augment.BODY_SHARE, np.radians(turn), False)
        found = run(network, augment.cut_out(picture, matrix))
        placed = augment.into_crop(joints, matrix, False)
        torso = augment.torso_length(placed)
        plain = np.hypot(*(found[:, :2] - placed[:, :2]).T) / torso
        swapped = np.hypot(*(found[OPPOSITE, :2] - placed[:, :2]).T) / torso
        unknown = placed[:, 2] == 0
        plain[unknown] = np.nan
        swapped[unknown] = np.nan
        errors.append(plain)
        forgiven.append(np.minimum(plain, swapped))
        sure.append(found[:, 2])
        angle = angle_of(placed)
        directions.append(next(i for i, (_, most) in enumerate(DIRECTIONS) if angle <= most))
    return np.array(errors), np.array(forgiven), np.array(sure), np.array(directions)


def share(errors, joints=None):
    chosen = errors[:, [JOINT[name] for name in joints]] if joints else errors
    known = np.isfinite(chosen)
    return (chosen[known] < NEAR).mean() if known.any() else float("nan")


def report(errors, forgiven, sure, directions):
    print(f"{len(errors)} pictures; hips, knees and shoulders: PCK@{NEAR} {share(errors, COUNTED):.3f}"
          f" ({share(forgiven, COUNTED):.3f} with sides forgiven)")
    for index, (name, _) in enumerate(DIRECTIONS):
        which = directions == index
        if which.any():
            print(f"  {name:9} {share(errors[which], COUNTED):.3f} "
                  f"({share(forgiven[which], COUNTED):.3f})  {which.sum()} pictures")
    for name in JOINTS:
        if np.isfinite(errors[:, JOINT[name]]).any():
            print(f"  {name:10} {share(errors, [name]):.3f} ({share(forgiven, [name]):.3f})")
    known = np.isfinite(errors)
    chance = 1 / (1 + np.exp(-sure[known]))
    right = errors[known] < NEAR
    print("confidence: said, was so, joints")
    gap = 0
    for low in np.arange(0, 1, 0.1):
        which = (chance >= low) & (chance < low + 0.1)
        if which.any():
            said, was = chance[which].mean(), right[which].mean()
            gap += abs(said - was) * which.mean()
            print(f"  {low:.1f}-{low + 0.1:.1f}  {said:.2f}  {was:.2f}  {which.sum()}")
    print(f"  mean gap {gap:.3f}")


def fit(errors, sure):
    """Gain and offset of the logits that make the labels likeliest, by Newton's method."""
    known = np.isfinite(errors)
    x = np.column_stack([sure[known], np.ones(known.sum())])
    right = errors[known] < NEAR
    line = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ line))
        slope = x.T @ (right - chance)
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + 1e-6 * np.eye(2)
        line += np.linalg.solve(curve, slope)
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", required=True)
    parser.add_argument("--images", required=True)
    parser.add_argument("--labels", required=True)
    parser.add_argument("--split", default="test", choices=["train", "validation", "test", "all"])
    parser.add_argument("--turn", type=float, default=0, help="degrees, clockwise")
    parser.add_argument("--fit", help="where to write gain and offset")
    arguments = parser.parse_args()
    photographs = images.read_photographs(arguments.images, arguments.labels)
    if arguments.split != "all":
        photographs = photographs.some(images.in_split(photographs, arguments.split))
    network = cv2.dnn.readNetFromONNX(arguments.network)
    run = run_feasibility if network.getLayerNames() and \
        "hm" in network.getUnconnectedOutLayersNames() else run_maps
    errors, forgiven, sure, directions = measure(network, run, photographs, arguments.turn)
    if not arguments.fit:
        report(errors, forgiven, sure, directions)
        return
    gain, offset = fit(errors, sure)
    with open(arguments.fit, "w") as file:
        json.dump({"gain": float(gain), "offset": float(offset)}, file)
    print(f"confidence: gain {gain:.3f}, offset {offset:.3f} from {len(errors)} pictures")


if __name__ == "__main__":
    main()
