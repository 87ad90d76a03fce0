/* What a prescribed posture means to a signal: where counting and scoring meet the avatar. */
#ifndef UNGUARD_KEYFRAME_H
#define UNGUARD_KEYFRAME_H

#include "plan/exercise.h"

/* The value that signal has in a posture: index 0 of a sided angle is the active side, and stands
 * for near and left too. trunk_inclination is relative to the resting posture, as the coach reads
 * it. False for signals that a keyframe does not fix (obliquity, lean, shift, knee gap). */
bool keyframe_signal(const struct exercise *exercise, const struct keyframe *keyframe,
                     struct signal signal, float *value);

/* Where the target's signal is at rest: range is counted from there. Its unit. */
float keyframe_resting_value(const struct exercise *exercise);

/* The posture `share` of the way from one to the other; 1 gives `to` itself. */
struct keyframe keyframe_between(const struct keyframe *from, const struct keyframe *to,
                                 float share);

#endif
