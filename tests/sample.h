/* What several tests of recordings and sessions start from: a small plan made without any file, and
 * events gathered as text. Each test is a program of its own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_SAMPLE_H
#define UNGUARD_TESTS_SAMPLE_H

#include "session/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A squat counted by the height of the hips, scored by the knee. */
static inline struct exercise sample_squat(void)
{
    struct exercise e = {.id = "sample_squat", .name = "Sample squat"};
    e.kind = EXERCISE_STRENGTH;
    e.posture = POSTURE_STANDING;
    e.view = VIEW_SIDE;
    e.sides = SIDES_TOGETHER;
    e.phase = (struct phase_rule){.signal = {FEATURE_HIP_HEIGHT, SIGNAL_BOTH},
                                  .rest = 0.97f,
                                  .leave = 0.94f,
                                  .reach = 0.88f,
                                  .min_move_s = 0.3f,
                                  .min_rest_s = 0.3f};
    e.target = (struct target){.signal = {FEATURE_KNEE_FLEXION, SIGNAL_BOTH},
                               .value = 50,
                               .tolerance = 8,
                               .range_points = 30,
                               .hold_s = 0,
                               .hold_points = 0,
                               .move_s = 2,
                               .return_s = 2,
                               .tempo_slack = 0.4f,
                               .tempo_points = 20};
    e.dosage = (struct dosage){.sets = 2, .reps = 3, .rest_s = 10};
    e.fault[0] = (struct fault){.id = "trunk_lean",
                                .signal = {FEATURE_TRUNK_INCLINATION, SIGNAL_BOTH},
                                .compare = COMPARE_ABOVE,
                                .limit = 25,
                                .span = 20,
                                .min_s = 0.2f,
                                .points = 20,
                                .cue = "chest up",
                                .evidence = "made for the test"};
    e.fault_count = 1;
    e.limit[0] = (struct limit_rule){.id = "knee_range",
                                     .signal = {FEATURE_KNEE_FLEXION, SIGNAL_BOTH},
                                     .compare = COMPARE_ABOVE,
                                     .warn = 62,
                                     .stop = 75,
                                     .hysteresis = 4,
                                     .min_s = 0.1f,
                                     .lead_s = 0.3f,
                                     .cue = "smaller",
                                     .evidence = "made for the test"};
    e.limit_count = 1;
    text_copy(e.start_cue, sizeof e.start_cue, "stand tall, side to the camera");
    text_copy(e.move_cue, sizeof e.move_cue, "bend");
    text_copy(e.hold_cue, sizeof e.hold_cue, "hold");
    text_copy(e.return_cue, sizeof e.return_cue, "stand up");
    text_copy(e.muscles, sizeof e.muscles, "thighs");
    text_copy(e.evidence, sizeof e.evidence, "made for the test");
    e.keyframe[1] = (struct keyframe){
        .trunk_inclination = 15, .hip_flexion = {50, 50}, .knee_flexion = {50, 50}};
    return e;
}

/* On the heap: plans are large. Never NULL. */
static inline struct plan *sample_plan(void)
{
    struct plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        abort();
    text_copy(plan->routine, sizeof plan->routine, "sample");
    text_copy(plan->name, sizeof plan->name, "Sample routine");
    plan->features = feature_settings_default();
    plan->profile = profile_default();
    plan->step_count = 1;
    plan->step[0] = sample_squat();
    return plan;
}

/* A small seeded generator (xorshift64*), so that what fails can be made again. */
static inline uint64_t sample_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717ull;
}

/* A person in a side view, facing the picture's right, squatting to `knee_deg` (0: standing), with
 * noise of the given size in picture heights. Not rounded to the grid. */
static inline struct pose sample_squat_pose(int64_t t_us, double knee_deg, double noise,
                                            uint64_t *seed)
{
    const double degree = 3.14159265358979323846 / 180;
    double shank = knee_deg / 2 * degree, thigh = knee_deg / 2 * degree,
           trunk = knee_deg / 3 * degree;
    double x[JOINT_COUNT], y[JOINT_COUNT];
    double knee_x = 0.8 + 0.23 * sin(shank), knee_y = 0.9 - 0.23 * cos(shank);
    double hip_x = knee_x - 0.24 * sin(thigh), hip_y = knee_y - 0.24 * cos(thigh);
    double neck_x = hip_x + 0.28 * sin(trunk), neck_y = hip_y - 0.28 * cos(trunk);
    for (int j = 0; j < JOINT_COUNT; j++) { /* head, neck, shoulders, arms: along the trunk */
        x[j] = neck_x;
        y[j] = neck_y;
    }
    y[JOINT_HEAD_TOP] = neck_y - 0.12;
    for (int side = 0; side < 2; side++) {
        double apart = side ? 0.01 : -0.01; /* the far side shows a little */
        x[JOINT_LEFT_SHOULDER + side] = neck_x + apart;
        y[JOINT_LEFT_SHOULDER + side] = neck_y + 0.01;
        x[JOINT_LEFT_ELBOW + side] = neck_x + 0.02;
        y[JOINT_LEFT_ELBOW + side] = neck_y + 0.14;
        x[JOINT_LEFT_WRIST + side] = neck_x + 0.08;
        y[JOINT_LEFT_WRIST + side] = neck_y + 0.24;
        x[JOINT_LEFT_HIP + side] = hip_x + apart;
        y[JOINT_LEFT_HIP + side] = hip_y;
        x[JOINT_LEFT_KNEE + side] = knee_x + apart;
        y[JOINT_LEFT_KNEE + side] = knee_y;
        x[JOINT_LEFT_ANKLE + side] = 0.8 + apart;
        y[JOINT_LEFT_ANKLE + side] = 0.9;
        x[JOINT_LEFT_HEEL + side] = 0.78 + apart;
        y[JOINT_LEFT_HEEL + side] = 0.92;
        x[JOINT_LEFT_TOE + side] = 0.87 + apart;
        y[JOINT_LEFT_TOE + side] = 0.92;
    }
    struct pose pose = {.t_us = t_us, .present = true};
    for (int j = 0; j < JOINT_COUNT; j++) {
        double across = (double)(sample_random(seed) % 2001) / 1000 - 1;
        double along = (double)(sample_random(seed) % 2001) / 1000 - 1;
        pose.joint[j] = (struct landmark){(float)(x[j] + noise * across),
                                          (float)(y[j] + noise * along), 0.0f, 0.95f};
    }
    return pose;
}

/* Squats without end: two seconds down, two up, one and a half standing. Returns the knee's angle.
 */
static inline double sample_squat_knee(double t_s, double deepest_deg)
{
    double within = t_s - 5.5 * floor(t_s / 5.5);
    double bent = within < 1.5 ? 0 : 0.5 - 0.5 * cos((within - 1.5) / 4 * 2 * 3.14159265358979);
    return deepest_deg * bent;
}

/* Everything that came out of a session: one line an event, and the coach's hash. */
struct transcript {
    const struct plan *plan;
    char *text; /* owned; NULL before the first event */
    size_t length, room;
};

static inline void transcript_add(struct transcript *to, const char *text, size_t length)
{
    if (to->length + length + 1 > to->room) {
        to->room = 2 * to->room + 4096;
        to->text = realloc(to->text, to->room);
        if (!to->text)
            abort();
    }
    memcpy(to->text + to->length, text, length);
    to->length += length;
    to->text[to->length] = '\0';
}

static inline void transcript_event(void *self, const struct event *event)
{
    struct transcript *to = self;
    char line[1024];
    int length = event_text(event, to->plan, line, sizeof line - 1);
    line[length++] = '\n';
    transcript_add(to, line, (size_t)length);
}

static inline enum pull sample_recording_next(void *self, struct input *input, struct error *err)
{
    (void)err;
    return recording_next(self, input);
}

/* A recording as an input source, borrowed. */
static inline struct input_source sample_recording_source(struct recording *recording)
{
    return (struct input_source){sample_recording_next, recording};
}

/* Everything that the coach says to a recording, and its state's hash as the last line; the text
 * is the caller's to free. False when the recording can't be read or is not whole. */
static inline bool transcript_of_file(const char *path, struct transcript *transcript,
                                      struct error *err)
{
    struct recording *recording = recording_open(path, err);
    if (!recording)
        return false;
    *transcript = (struct transcript){.plan = recording_plan(recording)};
    struct session *session =
        session_create(recording_plan(recording), sample_recording_source(recording), NULL);
    if (!session)
        abort();
    session_add_sink(session, (struct sink){transcript_event, transcript});
    bool good = session_run(session, err);
    char hash[32];
    snprintf(hash, sizeof hash, "hash %016llx\n",
             (unsigned long long)coach_hash(session_coach(session)));
    transcript_add(transcript, hash, strlen(hash));
    session_free(session);
    struct input rest;
    while (recording_next(recording, &rest) == PULL_INPUT)
        continue;
    good = recording_complete(recording, good ? err : NULL) && good;
    recording_close(recording);
    transcript->plan = NULL;
    return good;
}

#endif
