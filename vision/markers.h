/* Printed tags to a pose: each of eight joints is where its own tag is seen, picture by picture.
 *
 * What is assumed: a tag's middle lies over the joint, on the skin or on tight clothes. Seen from
 * the side: the shoulder's over the acromion, the hip's over the greater trochanter, the knee's
 * over the lateral epicondyle, the ankle's over the lateral malleolus; from the front, at the same
 * heights on the front of the body. That is the usual marking of two-dimensional gait analysis and
 * not the joint's centre of rotation: skin slides, and the acromion lies a hand's breadth above the
 * shoulder's centre. Nothing corrects for it, so a tag belongs on the same spot every time.
 *
 * Nothing is guessed: a tag that is hidden, turned away, blurred, or there twice is *not seen*. So
 * are the far side in a side view, and always head, neck, arms, heels and toes. A picture as a
 * mirror shows it has no tags at all, and sides can't be swapped: any two of the tags differ in 10
 * of 25 cells or more, of which one may be misread. */
#ifndef UNGUARD_VISION_MARKERS_H
#define UNGUARD_VISION_MARKERS_H

#include "movement/pose.h"
#include "vision/cv.h"

#define MARKERS_NAME    "markers" /* what a tracker that looks for tags is called */
#define MARKERS_COUNT   CV_MARKER_IDS
#define MARKERS_SIDE_MM 60 /* of the black square, as `unguard markers` prints it */

enum joint markers_joint(int id); /* 0 .. MARKERS_COUNT - 1: shoulders, hips, knees, ankles */

/* Does the name of a tracker ask for tags instead of a network? */
bool markers_named(const char *tracker);

struct markers;

struct markers *markers_create(struct error *err);
void markers_free(struct markers *markers); /* NULL-safe */

/* Of which tags mean which joint, 16 hex digits: stands in a recording where a network's checksum
 * would. Borrowed. */
const char *markers_checksum(const struct markers *markers);

/* Fills *pose from the picture taken at t_us, unfiltered, not yet rounded; present when any tag is
 * seen. A joint's confidence is how clearly the tag's cells can be told apart, less for a small
 * one. z only says that a tag that can be read lies on the near side of the body: half a body's
 * breadth before its middle, by the tag's size. Fails only when OpenCV does. */
bool markers_step(struct markers *markers, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err);

#endif
