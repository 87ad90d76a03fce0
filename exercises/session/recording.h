/* A session on disk: versioned text, integers only, no pixels. It holds health data.
 *
 *     unguard-recording 1
 *     core 0.1.0
 *     tracker builtin 0123456789abcdef
 *     picture 35556                  its width, in 1/20000 of its height; 0 unknown
 *     plan 213 0123456789abcdef      lines of plan text that follow, and its hash
 *     ...
 *     p 33333 x y z c ...            a pose: time in us, then per joint its grid values or "-"
 *     n 66666                        a pose with nobody there
 *     t 166666                       a tick
 *     g 166666 3                     a gap of three dropped poses
 *     a 166666 pain_answer 4         an action
 *     end 5 0123456789abcdef         count of inputs and FNV-1a of every byte before this line
 *
 * Times never run backwards and those of poses increase. x and y in 1/20000 of the picture's
 * height, z in 1/1000, confidence in 1/255 (1..255), "-" for a joint that was not seen, numbers
 * without leading zeros. Actions: pause, go_on, skip, quit, that_hurt, pain_answer 0..10,
 * pain_place (its number in enum pain_place), pain_sharp, effort_answer 0..10, screening_answer
 * (twice the question's index, one more for yes). A line that says anything else is damaged.
 */
#ifndef UNGUARD_RECORDING_H
#define UNGUARD_RECORDING_H

#include "coach/input.h"
#include "plan/plan.h"

#include <stdio.h>

#define RECORDING_MAX_US      1000000000000ll /* 10^12 us are eleven days */
#define RECORDING_MAX_DROPPED 1000000         /* poses in one gap */

struct recording_header {
    char core_version[16];   /* of the program that wrote it */
    char tracker[64];        /* "demo", "builtin", "markers", or the model's file; blanks: "_" */
    char model_checksum[20]; /* 16 hex digits, or "-" */
    float aspect;            /* picture width / height, 0..8; 0 unknown. For showing only */
};

/* ---- writing ---- */
struct recorder;

/* Creates path with mode 0600; refuses to overwrite an existing file. NULL on failure. */
struct recorder *recorder_open(const char *path, const struct recording_header *header,
                               const struct plan *plan, struct error *err);

/* The same to an open stream, which the recorder takes over and closes, also when it fails; name is
 * for messages. */
struct recorder *recorder_open_stream(FILE *stream, const char *name,
                                      const struct recording_header *header,
                                      const struct plan *plan, struct error *err);

/* Appends one input (poses must be quantised already). A failed write is remembered and told by
 * recorder_close. Flushed to the file at least every 256 inputs and at every action. */
void recorder_put(struct recorder *recorder, const struct input *input);

/* Writes the closing line, frees. False when any write failed (disk full...): err says which file.
 * NULL-safe. */
bool recorder_close(struct recorder *recorder, struct error *err);

/* ---- reading ---- */
struct recording;

/* Reads and checks the header and plan. NULL when it is no recording, of a newer format, damaged in
 * its header or plan: err names the file, the line and the remedy. Reads the whole file. */
struct recording *recording_open(const char *path, struct error *err);

/* The same from memory, which is copied; name is for messages. */
struct recording *recording_open_bytes(const char *name, const void *bytes, size_t size,
                                       struct error *err);
void recording_close(struct recording *recording); /* NULL-safe */

const struct recording_header *recording_header(const struct recording *recording);
const struct plan *recording_plan(const struct recording *recording);

enum pull { PULL_INPUT, PULL_WAIT, PULL_END, PULL_FAILED };

/* The next input. PULL_END after the last whole good line. A damaged line in the middle ends the
 * recording there like a missing tail. */
enum pull recording_next(struct recording *recording, struct input *input);

/* After PULL_END: true if the closing line was there with the right count and hash; otherwise
 * false and err says what is missing: "session.rec: line 812: the end is missing; read 801 inputs,
 * up to 26.7 s". */
bool recording_complete(const struct recording *recording, struct error *err);

#endif
