"""Labels that a teacher has read over: what both say counts fully, what they dispute counts less,
what only the teacher knows is filled in."""
import numpy as np

from augment import box_of, torso_length, TORSO_OF_BOX
from network import JOINT, JOINTS, OPPOSITE

AGREED = 0.3     # of the torso: label and teacher mean the same point
DISPUTED = 0.5    # of the torso: one of them is mistaken
STEADY = 0.15     # of the torso: the teacher's three looks agree
SURE = 0.5        # the teacher's own sureness
DOUBTED = 0.3     # weight of a label that a steady teacher disputes
FILLED = 0.5      # weight of a point that only the teacher knows
AGREED_SHARE = 0.6  # of the labels that a trusted teacher agrees with

SIDED = [index for index, name in enumerate(JOINTS) if name[1] == "_"]
FOOT_OF = {"r_heel": "r_ankle", "r_toe": "r_ankle", "l_heel": "l_ankle", "l_toe": "l_ankle"}


def compare(labels, opinion):
    """Distance of label and teacher by joint in torso lengths (nan: one of them is silent), and
    the unit."""
    unit = max(torso_length(labels), 0.5 * TORSO_OF_BOX * box_of(labels)[1])
    distance = np.hypot(*(labels[:, :2] - opinion[:, :2]).T) / unit
    distance[(labels[:, 2] == 0) | (opinion[:, 2] == 0)] = np.nan
    return distance, unit


def read_over(labels, opinion):
    """J x 3 labels and J x 4 opinion of one picture, to J x 3: x, y, weight 0..1."""
    result = labels.copy()
    if sides_disputed(labels, opinion):
        result[SIDED, 2] *= DOUBTED
        return result
    distance, unit = compare(labels, opinion)
    both = np.isfinite(distance)
    if not both.any() or (distance[both] < AGREED).mean() < AGREED_SHARE:
        return result  # no reason to trust the teacher here
    steady = (opinion[:, 3] < STEADY * unit) & (opinion[:, 2] > SURE)
    result[both & steady & (distance > DISPUTED), 2] = DOUBTED
    for index, name in enumerate(JOINTS):
        if labels[index, 2] > 0 or not steady[index]:
            continue
        foot = FOOT_OF.get(name)
        if foot and not distance[JOINT[foot]] < AGREED:
            continue
        result[index] = (*opinion[index, :2], FILLED)
    return result


def sides_disputed(labels, opinion):
    """True where the teacher sees the same body with left and right changed over."""
    plain, _ = compare(labels, opinion)
    swapped, _ = compare(labels, opinion[OPPOSITE])
    both = np.isfinite(plain) & np.isfinite(swapped)
    return both.sum() >= 6 and np.mean(plain[both] < AGREED) < 0.5 and \
        np.mean(swapped[both] < AGREED) > AGREED_SHARE
