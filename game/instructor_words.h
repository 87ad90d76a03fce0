/* What is said before an exercise: how to place camera and mat, what works, what to mind. */
#ifndef UNGUARD_INSTRUCTOR_WORDS_H
#define UNGUARD_INSTRUCTOR_WORDS_H

#include "instructor.h"

#define INSTRUCTOR_WORDS 192 /* bytes enough for any of them */

/* Where the camera stands and how the mat lies to it: "Camera low, at mat height...". Static. */
const char *instructor_camera_words(enum posture posture, enum view view);

/* Where one side is exercised before a camera at the side: which one is to be nearer to it; ""
 * where none is. Static. */
const char *instructor_near_words(const struct exercise *exercise, enum body_side side);

/* What works or stretches: the exercise's muscles. "" where it names none. */
void instructor_feel_words(const struct exercise *exercise, char *text, size_t size);

/* What to mind, in the exercise's own cues, calmly: of its limits what they warn of, then faults;
 * index from 0. False: there are no more. */
bool instructor_mind_words(const struct exercise *exercise, int index, char *text, size_t size);

/* Of a moment: "Move", "Hold 2 of 5", "Back"; size 32 or more. */
void instructor_moment_words(const struct instructor_moment *moment, char *text, size_t size);

#endif
