"""What a BlazePose network sees in labelled photographs when the labels tell it where to look: a
second opinion on noisy labels, and the joints that they leave out.

    python3 teacher.py --network pose_landmark_lite.onnx --images TAR --labels CSV --out FILE.npz
"""
import argparse
import sys

import cv2
import numpy as np

import images
from network import JOINT, JOINTS

NETWORK_PX = 256
MARGIN = 1.25  # of the crop around the body's circle, as MediaPipe has it
# The network's numbers of our joints. Neck and head top are no points of its own.
POINT = {"r_ankle": 28, "r_knee": 26, "r_hip": 24, "l_hip": 23, "l_knee": 25, "l_ankle": 27,
         "r_wrist": 16, "r_elbow": 14, "r_shoulder": 12, "l_shoulder": 11, "l_elbow": 13,
         "l_wrist": 15, "r_heel": 30, "l_heel": 29, "r_toe": 32, "l_toe": 31}
MIRRORED = {"r": "l", "l": "r"}
CENTRE, RIM = 33, 34


def middle(joints, names):
    seen = [joints[JOINT[name]] for name in names if joints[JOINT[name], 2] > 0]
    return np.mean([joint[:2] for joint in seen], axis=0) if seen else None


def crop_from_labels(joints):
    """Centre, radius and turn of the body's circle; None where hips or shoulders have no label."""
    hips = middle(joints, ["r_hip", "l_hip"])
    shoulders = middle(joints, ["r_shoulder", "l_shoulder"])
    if hips is None or shoulders is None:
        return None
    seen = joints[joints[:, 2] > 0, :2]
    along = shoulders - hips
    return hips, np.hypot(*(seen - hips).T).max() * 1.1, np.arctan2(along[0], -along[1])


def look(network, picture, crop, mirrored):
    """The network's 39 points in picture pixels (x, y, sureness 0..1) and its person score."""
    centre, radius, turn = crop
    step = 2 * MARGIN * radius / NETWORK_PX
    c, s = np.cos(turn) * step, np.sin(turn) * step
    across = -1 if mirrored else 1
    matrix = np.array([[c * across, -s], [s * across, c]])
    offset = centre - matrix @ [NETWORK_PX / 2, NETWORK_PX / 2]
    index = np.column_stack([matrix, offset + matrix @ [0.5, 0.5] - 0.5])
    square = cv2.warpAffine(picture, index, (NETWORK_PX, NETWORK_PX),
                            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    network.setInput(square[None, :, :, ::-1].astype(np.float32) / 255)
    values, score = network.forward(["Identity", "Identity_1"])
    values = values.reshape(39, 5)
    at = values[:, :2] @ matrix.T + offset
    sure = 1 / (1 + np.exp(-values[:, 3:].min(1)))
    return np.column_stack([at, sure]), float(score.ravel()[0])


def named(points, mirrored):
    joints = np.zeros((len(JOINTS), 3))
    for name, point in POINT.items():
        target = MIRRORED[name[0]] + name[1:] if mirrored else name
        joints[JOINT[target]] = points[point]
    return joints


def opinion(network, picture, joints):
    """J x 4: x, y, sureness, spread of three looks in pixels; and the person score. Sureness is 0
    for joints that the network doesn't know."""
    result = np.zeros((len(JOINTS), 4), np.float32)
    crop = crop_from_labels(joints)
    if crop is None:
        return result, 0
    first, score = look(network, picture, crop, False)
    rim = first[RIM, :2] - first[CENTRE, :2]
    again = (first[CENTRE, :2], max(np.hypot(*rim), 10), np.arctan2(rim[0], -rim[1]))
    looks = [named(first, False), named(look(network, picture, crop, True)[0], True),
             named(look(network, picture, again, False)[0], False)]
    centre = np.median([joints[:, :2] for joints in looks], axis=0)
    result[:, :2] = centre
    result[:, 2] = np.min([joints[:, 2] for joints in looks], axis=0)
    result[:, 3] = np.max([np.hypot(*(joints[:, :2] - centre).T) for joints in looks], axis=0)
    return result, score


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("network", "images", "labels", "out"):
        parser.add_argument("--" + name, required=True)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    network = cv2.dnn.readNetFromONNX(arguments.network)
    photographs = images.read_photographs(arguments.images, arguments.labels)
    opinions, scores = [], []
    for i, picture in enumerate(photographs.pictures):
        seen, score = opinion(network, picture, photographs.joints[i])
        opinions.append(seen)
        scores.append(score)
        if i % 500 == 0:
            print(f"{i} of {len(photographs)}", file=sys.stderr, flush=True)
    np.savez(arguments.out, names=photographs.names, joints=np.array(opinions, np.float32),
             score=np.array(scores, np.float32))


if __name__ == "__main__":
    main()
