"""Labelled photographs: a tar (or folder) of pictures and a csv that names their joints."""
import csv
import os
import re
import tarfile

import cv2
import numpy as np

from network import JOINTS

VALIDATION = (4, 34, 64)  # of the last two digits: for choosing and calibrating
TEST_DIGIT = 5            # of the image number: for measuring, never seen in training
TEST_EXERCISES = 5        # every fifth exercise is for measuring


class Photographs:
    """pictures: list of height x width x 3 arrays, blue, green, red. joints: n x J x 3 (x, y in
    pixels with a pixel's centre at + 0.5, labelled 0 or 1), in the order of `JOINTS`."""

    def __init__(self, names, pictures, joints):
        self.names, self.pictures, self.joints = names, pictures, joints

    def __len__(self):
        return len(self.names)

    def some(self, which):
        which = np.flatnonzero(which)
        return Photographs([self.names[i] for i in which], [self.pictures[i] for i in which],
                           self.joints[which])


def read_labels(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    joints = np.zeros((len(rows), len(JOINTS), 3), np.float32)
    for index, name in enumerate(JOINTS):
        if rows and name + "_x" not in rows[0]:
            continue
        for column, part in enumerate(("_x", "_y", "_visible")):
            joints[:, index, column] = [float(row[name + part] or 0) for row in rows]
    joints[..., 2] = joints[..., 2] > 0
    joints[joints[..., 2] == 0] = 0
    return [row["image"] for row in rows], joints


def read_bytes(path):
    """Name and bytes of each file in a tar or a folder."""
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            with open(os.path.join(path, name), "rb") as file:
                yield name, file.read()
        return
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                yield os.path.basename(member.name), tar.extractfile(member).read()


def read_photographs(images, labels):
    names, joints = read_labels(labels)
    row = {name: index for index, name in enumerate(names)}
    pictures = [None] * len(names)
    for name, data in read_bytes(images):
        if name in row:
            pictures[row[name]] = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    missing = [name for name, picture in zip(names, pictures) if picture is None]
    if missing:
        raise SystemExit(f"{images}: {missing[0]} is named in {labels} but missing or no picture")
    return Photographs(names, pictures, joints)


def split_of(name):
    """"train", "validation" or "test", by the number in the image's name. Photographs of exercises
    are split by exercise: its two pictures have an even number and the one after it."""
    number = int(re.search(r"(\d+)\.\w+$", name).group(1))
    if name.startswith("exercise"):
        return "test" if number // 2 % TEST_EXERCISES == TEST_EXERCISES - 1 else "train"
    if number % 10 == TEST_DIGIT:
        return "test"
    return "validation" if number % 100 in VALIDATION else "train"


def in_split(photographs, split):
    return np.array([split_of(name) == split for name in photographs.names])
