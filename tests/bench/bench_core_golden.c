/* The golden recordings, made by the simulated person; tests/golden/README.md tells when and how.
 *
 *     unguard-bench golden --write FOLDER    new recordings, and what the coach says to them
 *     unguard-bench golden --expect FOLDER   only what the coach says to the recordings there */
#include "../sample.h"
#include "bench.h"
#include "plan/library.h"
#include "session/performer.h"

#include <unistd.h>

struct golden_act {
    double at_s;
    struct action action;
};

struct golden {
    const char *name;
    struct routine_step step;
    struct performer_options performer;
    struct golden_act act[8];
};

/* Short: a few hundred kilobytes each. 15 frames a second, as a slow camera gives. */
static const struct golden goldens[] = {
    {.name = "mini_squat_faults",
     .step = {.exercise = "mini_squat",
              .sets = 2,
              .reps = 2,
              .rest_s = 5,
              .target = NAN,
              .hold_s = NAN},
     .performer =
         {.faulty_set = 2, .frame_rate = 15, .noise_px = 0.5f, .seed = 1, .aspect = 16.0f / 9}},
    {.name = "bridge_hold",
     .step =
         {.exercise = "bridge", .sets = 1, .reps = 2, .rest_s = 5, .target = NAN, .hold_s = NAN},
     .performer = {.frame_rate = 15, .noise_px = 0.5f, .seed = 2, .aspect = 16.0f / 9}},
    {.name = "squat_guarding", /* twice, after practice: signs, a pause, an answer */
     .step = {.exercise = "mini_squat",
              .sets = 1,
              .reps = 6,
              .rest_s = 5,
              .target = NAN,
              .hold_s = NAN},
     .performer = {.frame_rate = 15,
                   .noise_px = 0.5f,
                   .seed = 4,
                   .aspect = 16.0f / 9,
                   .flaw = {.kind = FLAW_RECOIL, .grade = 4},
                   .flaw_reps = 1u << 3 | 1u << 4},
     .act = {{45.0, {ACTION_PAIN_ANSWER, 2}}}},
    {.name = "hip_abduction_actions",
     .step = {.exercise = "hip_abduction_standing",
              .sets = 1,
              .reps = 3,
              .rest_s = 8,
              .target = NAN,
              .hold_s = NAN},
     .performer = {.faulty_set = 1,
                   .frame_rate = 15,
                   .noise_px = 1.0f,
                   .dropout = 0.02f,
                   .seed = 3,
                   .aspect = 16.0f / 9},
     .act = {{5.0, {ACTION_PAUSE, 0}},
             {6.5, {ACTION_GO_ON, 0}},
             {12.0, {ACTION_THAT_HURT, 0}},
             {13.5, {ACTION_PAIN_ANSWER, 4}},
             {24.0, {ACTION_SKIP, 0}},
             {45.0, {ACTION_QUIT, 0}}}},
};

static int fail(const struct error *err)
{
    fprintf(stderr, "golden: %s\n", err->text);
    return 3;
}

static bool resolve(const struct golden *golden, struct plan *plan, struct error *err)
{
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", err);
    if (!library)
        return false;
    struct routine routine = routine_of_exercise(golden->step.exercise, golden->name);
    routine.step[0] = golden->step;
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    bool good = plan_resolve(&routine, library_finder(library), &profile, &settings, plan, err);
    library_close(library);
    return good;
}

/* Steps the session and acts when the person's time has come. */
static bool perform(const struct golden *golden, struct session *session, struct error *err)
{
    size_t act = 0;
    enum pull pull;
    while ((pull = session_step(session, err)) == PULL_INPUT) {
        const struct pose *pose = session_last_pose(session);
        while (pose && act < ARRAY_LENGTH(golden->act) && golden->act[act].at_s > 0 &&
               (double)pose->t_us / 1e6 >= golden->act[act].at_s)
            session_act(session, golden->act[act++].action);
    }
    return pull == PULL_END;
}

static bool write_recording(const struct golden *golden, const char *path, struct error *err)
{
    struct plan *plan = sample_plan();
    struct recording_header header = {UNGUARD_VERSION, "demo", "-", 16.0f / 9};
    if (!resolve(golden, plan, err))
        return false;
    struct performer *performer = performer_create(plan, golden->performer);
    unlink(path);
    struct recorder *recorder = recorder_open(path, &header, plan, err);
    if (!recorder || !performer)
        return false;
    struct session *session = session_create(plan, performer_source(performer), recorder);
    session_add_sink(session, performer_sink(performer));
    bool good = perform(golden, session, err);
    session_free(session);
    performer_free(performer);
    good = recorder_close(recorder, good ? err : NULL) && good;
    free(plan);
    return good;
}

static bool write_expect(const char *rec_path, const char *path, struct error *err)
{
    struct transcript transcript = {0};
    if (!transcript_of_file(rec_path, &transcript, err))
        return false;
    FILE *file = fopen(path, "w");
    bool good = file && fputs(transcript.text, file) >= 0;
    good = file && fclose(file) == 0 && good;
    free(transcript.text);
    return good || error_set(err, "%s: can't be written", path);
}

int bench_golden(int argc, char **argv)
{
    bool all = argc == 3 && strcmp(argv[1], "--write") == 0;
    if (!all && !(argc == 3 && strcmp(argv[1], "--expect") == 0)) {
        fprintf(stderr, "unguard-bench golden --write FOLDER   recordings and what is expected\n"
                        "unguard-bench golden --expect FOLDER  only what is expected\n");
        return 2;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(goldens); i++) {
        char rec_path[1024], expect_path[1024];
        struct error err = {""};
        snprintf(rec_path, sizeof rec_path, "%s/%s.rec", argv[2], goldens[i].name);
        snprintf(expect_path, sizeof expect_path, "%s/%s.expect", argv[2], goldens[i].name);
        if ((all && !write_recording(&goldens[i], rec_path, &err)) ||
            !write_expect(rec_path, expect_path, &err))
            return fail(&err);
        printf("%s\n", expect_path);
    }
    return 0;
}
