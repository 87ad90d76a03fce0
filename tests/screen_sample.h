/* Every state of the screens, from scripted events: what the screen tests draw and the screen
 * benchmark measures and shows. Each program using it is its own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_SCREEN_SAMPLE_H
#define UNGUARD_TESTS_SCREEN_SAMPLE_H

#include "app.h"
#include "home_sample.h"
#include "movement/body.h"
#include "plan/profile.h"
#include "plan/safety_rules.h"
#include "vision/rendered.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum screen_sample_state {
    SAMPLE_OFFER,
    SAMPLE_POSITION,
    SAMPLE_READY,
    SAMPLE_MOVE,
    SAMPLE_NEAR,
    SAMPLE_OVER,
    SAMPLE_STOP,
    SAMPLE_HOLD,
    SAMPLE_FEEDBACK,
    SAMPLE_FAULT,
    SAMPLE_UNSEEN,
    SAMPLE_FIGURE, /* no camera picture */
    SAMPLE_REST,
    SAMPLE_REST_SIDE, /* then the other side */
    SAMPLE_PAIN,
    SAMPLE_PAIN_CHOSEN,
    SAMPLE_PAUSED,
    SAMPLE_RESULTS,
    SAMPLE_RESULTS_PAIN,
    SAMPLE_CONSENT_USE,
    SAMPLE_CONSENT_NOT_FOR,
    SAMPLE_CONSENT,
    SAMPLE_REFER, /* at the next start */
    SAMPLE_REFERRED,
    SAMPLE_DECLINED,
    SAMPLE_NOTE,
    SAMPLE_SCREENING,
    SAMPLE_PLACE,
    SAMPLE_NEXT_DAY,
    SAMPLE_BETWEEN,
    SAMPLE_EFFORT,
    SAMPLE_GUARDING,
    SAMPLE_CAPTION,       /* spoken, over the picture */
    SAMPLE_CAPTION_ASKED, /* over the keys, where there is no picture */
    SAMPLE_RESULTS_ROWS,
    SAMPLE_GARDENS,
    SAMPLE_GARDENS_ONE,
    SAMPLE_GARDENS_NONE,
    SAMPLE_SETUP, /* too close */
    SAMPLE_SETUP_SEEN,
    SAMPLE_SETUP_COUNTING,
    SAMPLE_HANDS_UP, /* while exercising: about to pause */
    SAMPLE_HANDS_MENU,
    SAMPLE_HANDS_BACK, /* in the picture again */
    SAMPLE_HANDS_PAIN,
    SAMPLE_HANDS_SCREENING,
    SAMPLE_REST_CARD,
    SAMPLE_REST_LYING, /* another exercise comes next, on the back */
    SAMPLE_RESULTS_NEXT,
    SAMPLE_HOME,
    SAMPLE_HOME_FIRST,
    SAMPLE_HOME_BACK, /* after a while away, with a session to go on with */
    SAMPLE_PROGRESS,
    SAMPLE_PROGRESS_PAIN,
    SAMPLE_PROGRESS_FORM,
    SAMPLE_PROGRESS_RANGE,
    SAMPLE_PROGRESS_PLAN,
    SAMPLE_PROGRESS_REPORT, /* which was written */
    SAMPLE_PROGRESS_NONE,
    SAMPLE_CARDS,
    SAMPLE_SETTINGS,
    SAMPLE_STATE_COUNT
};

static inline const char *screen_sample_name(enum screen_sample_state state)
{
    static const char *const names[SAMPLE_STATE_COUNT] = {"offer",
                                                          "position",
                                                          "ready",
                                                          "move",
                                                          "near",
                                                          "over",
                                                          "stop",
                                                          "hold",
                                                          "feedback",
                                                          "fault",
                                                          "unseen",
                                                          "figure",
                                                          "rest",
                                                          "rest_side",
                                                          "pain",
                                                          "pain_chosen",
                                                          "paused",
                                                          "results",
                                                          "results_pain",
                                                          "consent_use",
                                                          "consent_not_for",
                                                          "consent",
                                                          "refer",
                                                          "referred",
                                                          "declined",
                                                          "note",
                                                          "screening",
                                                          "place",
                                                          "next_day",
                                                          "between",
                                                          "effort",
                                                          "guarding",
                                                          "caption",
                                                          "caption_asked",
                                                          "results_rows",
                                                          "gardens",
                                                          "gardens_one",
                                                          "gardens_none",
                                                          "setup",
                                                          "setup_seen",
                                                          "setup_counting",
                                                          "hands_up",
                                                          "hands_menu",
                                                          "hands_back",
                                                          "hands_pain",
                                                          "hands_screening",
                                                          "rest_card",
                                                          "rest_lying",
                                                          "results_next",
                                                          "home",
                                                          "home_first",
                                                          "home_back",
                                                          "progress",
                                                          "progress_pain",
                                                          "progress_form",
                                                          "progress_range",
                                                          "progress_plan",
                                                          "progress_report",
                                                          "progress_none",
                                                          "cards",
                                                          "settings"};
    return names[state];
}

struct screen_sample {
    struct safety_rules *rules; /* the shipped ones */
    struct plan *plan;
    struct world *world;
    struct image picture;
    struct pose pose;
    struct screen_view view;
    int pain_choice;         /* keys to press first: -1 none */
    int rights;              /* then the right arrow, so many times */
    int enters;              /* then Enter, so many times */
    struct gallery *gallery; /* once asked for */
    int steps;               /* by hand before all of it: right, or left below 0 */
    struct gesture_show hands;
    struct setup_show setup;
    struct home_sample home;
};

static inline void screen_sample_exercise(struct exercise *exercise, const char *id,
                                          const char *name, float hold_s)
{
    memset(exercise, 0, sizeof *exercise);
    text_copy(exercise->id, ID_SIZE, id);
    text_copy(exercise->name, NAME_SIZE, name);
    exercise->target.hold_s = hold_s;
    exercise->target.value = 45;
    exercise->target.signal.kind = FEATURE_KNEE_FLEXION;
    exercise->dosage.sets = 2;
    exercise->dosage.reps = 10;
    exercise->dosage.rest_s = 45;
    exercise->keyframe[1].knee_flexion[0] = 45;
    text_copy(exercise->start_cue, CUE_SIZE, "Stand tall, feet under your hips, hands on a chair");
    text_copy(exercise->move_cue, CUE_SIZE, "Sink down slowly, as if to sit");
    text_copy(exercise->hold_cue, CUE_SIZE, "Stay here and keep breathing");
    text_copy(exercise->return_cue, CUE_SIZE, "Rise slowly through your heels");
    exercise->fault_count = 1;
    text_copy(exercise->fault[0].id, ID_SIZE, "trunk_lean");
    text_copy(exercise->fault[0].cue, CUE_SIZE, "Let your chest stay tall");
    exercise->limit_count = 2;
    text_copy(exercise->limit[0].id, ID_SIZE, "knee_depth");
    text_copy(exercise->limit[1].id, ID_SIZE, "speed");
    text_copy(exercise->limit[1].cue, CUE_SIZE, "Slow down and breathe out");
}

/* The postures of the shipped exercise of that id, for its figures. */
static inline void screen_sample_postures(struct exercise *exercise)
{
    char path[512];
    struct exercise *shipped = calloc(1, sizeof *shipped);
    snprintf(path, sizeof path, UNGUARD_SOURCE_DIR "/config/exercises/%s.cfg", exercise->id);
    if (!shipped || !exercise_load(path, shipped, NULL)) {
        abort();
    }
    memcpy(exercise->keyframe, shipped->keyframe, sizeof exercise->keyframe);
    exercise->posture = shipped->posture;
    exercise->view = shipped->view;
    free(shipped);
}

static inline struct plan *screen_sample_plan(void)
{
    struct plan *plan = calloc(1, sizeof *plan);
    if (!plan) {
        abort();
    }
    text_copy(plan->name, sizeof plan->name, "Gentle start");
    plan->step_count = 4;
    screen_sample_exercise(&plan->step[0], "mini_squat", "Mini squat", 2);
    screen_sample_exercise(&plan->step[1], "hip_abduction_standing",
                           "Standing leg lift to the side, holding a chair", 0);
    plan->step[1].sides = SIDES_EACH;
    screen_sample_exercise(&plan->step[2], "bridge", "Bridge", 3);
    screen_sample_exercise(&plan->step[3], "single_knee_to_chest", "Single knee to chest", 10);
    for (int i = 0; i < plan->step_count; i++) {
        screen_sample_postures(&plan->step[i]);
    }
    return plan;
}

/* ---- events ---- */

static inline struct event screen_sample_event(const struct world *world, enum event_type type,
                                               double t_s)
{
    struct event event = {.type = type,
                          .t_us = (int64_t)(t_s * 1e6),
                          .step = world->step,
                          .set = world->set,
                          .side = world->side};
    event.u.step.reps = 10;
    event.u.step.sets = 2;
    return event;
}

static inline void screen_sample_send(struct world *world, enum event_type type, double t_s)
{
    struct event event = screen_sample_event(world, type, t_s);
    if (type == EVENT_REST_STARTED) {
        event.u.rest.seconds = 45;
    }
    world_event(world, &event);
}

static inline void screen_sample_set(struct world *world, int32_t step, int32_t set,
                                     enum body_side side, double t_s)
{
    struct event event = screen_sample_event(world, EVENT_STEP_STARTED, t_s);
    event.step = step;
    event.set = set;
    event.side = side;
    if (set == 1) {
        world_event(world, &event);
    }
    event.type = EVENT_SET_STARTED;
    world_event(world, &event);
}

static inline void screen_sample_phase(struct world *world, enum phase phase, double t_s)
{
    struct event event = screen_sample_event(world, EVENT_PHASE, t_s);
    memset(&event.u, 0, sizeof event.u);
    event.u.phase.phase = phase;
    world_event(world, &event);
}

static inline void screen_sample_rep(struct world *world, int32_t index, float score, double t_s)
{
    struct event event = screen_sample_event(world, EVENT_REP, t_s);
    memset(&event.u, 0, sizeof event.u);
    event.u.rep.index = index;
    event.u.rep.score = score;
    event.u.rep.judged = 1;
    if (score < 95) {
        struct score_item *item = &event.u.rep.item[event.u.rep.item_count++];
        *item = (struct score_item){.seen = true, .points = 95 - score, .value = 14, .limit = 10};
        text_copy(item->rule, ID_SIZE, "trunk_lean");
    }
    world_event(world, &event);
    screen_sample_phase(world, PHASE_START, t_s);
}

static inline void screen_sample_warn(struct world *world, const char *rule,
                                      enum warning_level level, double t_s)
{
    struct event event = screen_sample_event(world, EVENT_WARNING, t_s);
    memset(&event.u, 0, sizeof event.u);
    text_copy(event.u.rule.id, ID_SIZE, rule);
    event.u.rule.level = level;
    world_event(world, &event);
}

static inline void screen_sample_lost(struct world *world, uint32_t joints, bool nobody, double t_s)
{
    struct event event = screen_sample_event(world, EVENT_TRACKING_LOST, t_s);
    memset(&event.u, 0, sizeof event.u);
    event.u.tracking.joints = joints;
    event.u.tracking.nobody = nobody;
    world_event(world, &event);
}

/* ---- picture and body ---- */

/* A room by daylight, with some grain, so that nothing compresses to a trivial case. */
static inline void screen_sample_picture(struct image *image, int width, int height)
{
    if (!image_resize(image, width, height, NULL)) {
        abort();
    }
    uint32_t grain = 1;
    for (int y = 0; y < height; y++) {
        unsigned char *row = image->bgr + (size_t)y * (size_t)image->stride_bytes;
        bool floor = y > height * 3 / 4;
        for (int x = 0; x < width; x++) {
            grain = grain * 1664525u + 1013904223u;
            int light = 150 + 60 * x / width - 40 * y / height + (int)(grain >> 28);
            bool window =
                x > width * 2 / 3 && x < width * 9 / 10 && y > height / 8 && y < height / 2;
            light = window ? 245 : floor ? light - 60 : light;
            row[3 * x] = (unsigned char)(light - (floor ? 45 : 12));
            row[3 * x + 1] = (unsigned char)(light - (floor ? 22 : 4));
            row[3 * x + 2] = (unsigned char)light;
        }
    }
}

static inline struct pose screen_sample_pose(float bend_deg, int64_t t_us, float aspect)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = {.trunk_inclination = 0.5f * bend_deg,
                                 .hip_flexion = {bend_deg, bend_deg},
                                 .knee_flexion = {bend_deg, bend_deg},
                                 .hip_abduction = {6, 6},
                                 .shoulder_flexion = {bend_deg, bend_deg},
                                 .elbow_flexion = {15, 15}};
    struct body_camera camera = body_camera_default(POSTURE_STANDING, VIEW_SIDE, aspect);
    camera.yaw_deg = 50;
    struct pose pose = body_pose(&shape, &angles, POSTURE_STANDING, &camera);
    pose.t_us = t_us;
    pose.present = true;
    return pose_quantize(pose);
}

/* ---- states ---- */

static inline void screen_sample_play(struct screen_sample *sample, enum screen_sample_state state)
{
    struct world *world = sample->world;
    struct screen_view *view = &sample->view;
    screen_sample_set(world, 0, 1, SIDE_NONE, 0);
    if (state == SAMPLE_POSITION) {
        world_tick(world, 1);
        return;
    }
    screen_sample_send(world, EVENT_READY, 2);
    if (state == SAMPLE_READY) {
        return;
    }
    screen_sample_rep(world, 1, 96, 6);
    screen_sample_rep(world, 2, 84, 10);
    view->display.progress_seen = true;
    view->display.progress = 0.62f;
    screen_sample_phase(world, PHASE_MOVE, 14.5);
    world_tick(world, 15);
    switch (state) {
    case SAMPLE_NEAR:
        screen_sample_warn(world, "knee_depth", WARNING_APPROACHING, 15);
        break;
    case SAMPLE_OVER:
        screen_sample_warn(world, "speed", WARNING_OVER, 15);
        break;
    case SAMPLE_STOP:
        screen_sample_warn(world, "knee_depth", WARNING_STOP, 15);
        break;
    case SAMPLE_HOLD:
        screen_sample_phase(world, PHASE_HOLD, 15);
        view->display.phase = PHASE_HOLD;
        view->display.held_s = 0.8f;
        view->display.hold_target_s = 2;
        break;
    case SAMPLE_FEEDBACK:
        screen_sample_rep(world, 3, 71, 15);
        break;
    case SAMPLE_FAULT: {
        struct event event = screen_sample_event(world, EVENT_FAULT, 15);
        memset(&event.u, 0, sizeof event.u);
        text_copy(event.u.rule.id, ID_SIZE, "trunk_lean");
        world_event(world, &event);
        break;
    }
    case SAMPLE_UNSEEN:
        screen_sample_lost(world, 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP, false, 15);
        break;
    case SAMPLE_REST:
        screen_sample_send(world, EVENT_SET_DONE, 15);
        screen_sample_send(world, EVENT_REST_STARTED, 15);
        view->display.stage = STAGE_REST;
        view->display.rest_left_s = 31.5f;
        break;
    case SAMPLE_PAIN:
    case SAMPLE_PAIN_CHOSEN:
        screen_sample_send(world, EVENT_PAIN_ASKED, 15);
        sample->pain_choice = state == SAMPLE_PAIN_CHOSEN ? 4 : -1;
        break;
    case SAMPLE_PAUSED:
        screen_sample_send(world, EVENT_PAUSED, 15);
        break;
    default:
        break;
    }
}

static inline void screen_sample_finish(struct screen_sample *sample, enum done_reason reason)
{
    struct world *world = sample->world;
    double t_s = 20;
    for (int32_t step = 0; step < 4; step++) {
        bool each = sample->plan->step[step].sides == SIDES_EACH;
        for (int side = each ? SIDE_LEFT : SIDE_NONE; side <= (each ? SIDE_RIGHT : SIDE_NONE);
             side++) {
            screen_sample_set(world, step, 1, (enum body_side)side, t_s);
            for (int32_t rep = 1; rep <= 10 - step; rep++) {
                screen_sample_rep(world, rep, 97 - 3.0f * (float)rep - 2 * (float)side, t_s += 4);
            }
            screen_sample_warn(world, "speed", WARNING_OVER, t_s += 1);
            screen_sample_warn(world, "speed", WARNING_WITHDRAWN, t_s += 1);
            screen_sample_send(world, EVENT_SET_DONE, t_s);
        }
    }
    struct event event = screen_sample_event(world, EVENT_SESSION_DONE, t_s);
    memset(&event.u, 0, sizeof event.u);
    event.u.done.reason = reason;
    world_event(world, &event);
}

static inline void screen_sample_rules(struct screen_sample *sample)
{
    struct safety_rules *rules = sample->rules = calloc(1, sizeof *rules);
    if (!rules || !safety_rules_load(UNGUARD_SOURCE_DIR "/config/safety.cfg", rules, NULL)) {
        abort();
    }
    sample->plan->flag_count = rules->flag_count;
    for (int i = 0; i < rules->flag_count; i++) {
        text_copy(sample->plan->flag[i].id, ID_SIZE, rules->flag[i].id);
    }
}

/* Of all questions the one whose words are longest, by what has to fit. */
static inline int screen_sample_longest(const struct screen_sample *sample, bool question)
{
    size_t longest = 0;
    int best = 0;
    for (int i = 0; i < sample->rules->flag_count; i++) {
        const struct red_flag *flag = &sample->rules->flag[i];
        size_t length = question ? strlen(flag->question) : strlen(flag->action);
        if (length > longest) {
            longest = length;
            best = i;
        }
    }
    return best;
}

static inline void screen_sample_ask(struct screen_sample *sample, enum event_type type,
                                     enum ask_kind kind)
{
    struct event event = screen_sample_event(sample->world, type, 15);
    memset(&event.u, 0, sizeof event.u);
    event.u.pain.kind = kind;
    world_event(sample->world, &event);
}

static inline void screen_sample_screening(struct screen_sample *sample, int flag, bool yes)
{
    struct event event = screen_sample_event(sample->world, EVENT_SCREENING_ASKED, 1);
    memset(&event.u, 0, sizeof event.u);
    event.u.screening.flag = flag;
    world_event(sample->world, &event);
    if (!yes) {
        return;
    }
    event.type = EVENT_SCREENING_ANSWERED;
    event.u.screening.yes = true;
    world_event(sample->world, &event);
    event.type = EVENT_SESSION_DONE;
    memset(&event.u, 0, sizeof event.u);
    event.u.done.reason = DONE_RED_FLAG;
    world_event(sample->world, &event);
}

/* What is asked and answered before, between and after. */
static inline void screen_sample_question(struct screen_sample *sample,
                                          enum screen_sample_state state)
{
    struct screen_view *view = &sample->view;
    switch (state) {
    case SAMPLE_CONSENT_USE:
    case SAMPLE_CONSENT_NOT_FOR:
    case SAMPLE_CONSENT:
        view->consent = true;
        sample->enters = state - SAMPLE_CONSENT_USE;
        break;
    case SAMPLE_REFER:
        view->referral = sample->rules->flag[screen_sample_longest(sample, false)].id;
        view->offer_enter = "the questions again";
        break;
    case SAMPLE_REFERRED:
        screen_sample_screening(sample, screen_sample_longest(sample, false), true);
        break;
    case SAMPLE_DECLINED:
        view->offer_title = "No session today";
        view->offer = words_declined();
        view->offer_enter = "close";
        break;
    case SAMPLE_NOTE: /* as long as one gets */
        view->offer_title = "Before today's session";
        view->offer = "Standing leg lift to the side, holding a chair can't become less; ask your "
                      "therapist about: Slide the foot to the side along the floor instead of "
                      "lifting the leg, with both hands on the chair";
        view->offer_help = sample->rules->regress.source;
        view->offer_enter = "go on";
        break;
    case SAMPLE_SCREENING:
        screen_sample_screening(sample, screen_sample_longest(sample, true), false);
        break;
    case SAMPLE_PLACE:
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_HURT);
        sample->pain_choice = 3;
        break;
    case SAMPLE_NEXT_DAY:
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_NEXT_DAY);
        break;
    case SAMPLE_BETWEEN:
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_BETWEEN);
        sample->pain_choice = 2;
        break;
    case SAMPLE_EFFORT:
        screen_sample_ask(sample, EVENT_EFFORT_ASKED, ASK_EFFORT);
        break;
    default:
        screen_sample_ask(sample, EVENT_ALERT, ASK_HURT);
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_HURT);
        break;
    }
}

/* The camera's picture of whoever takes that pose, rendered. */
static inline void screen_sample_person(struct image *image, const struct pose *pose)
{
    const struct rendered_options options = {
        .width_px = 1280, .height_px = 720, .seed = 4, .noise = 2};
    const struct rendered_person person = {.pose = *pose, .view = VIEW_FRONT};
    struct rendered *rendered = rendered_open(&options, NULL);
    if (!rendered || !rendered_draw(rendered, &person, 1, 0, image, NULL)) {
        abort();
    }
    rendered_close(rendered);
}

/* So many days, each done a little further and otherwise; one with everything in it. */
static inline void screen_sample_gallery(struct screen_sample *sample, int count)
{
    if (!sample->gallery) {
        sample->gallery = calloc(1, sizeof *sample->gallery);
        if (!sample->gallery) {
            abort();
        }
    }
    sample->gallery->count = count;
    for (int i = 0; i < count; i++) {
        struct gallery_garden *past = &sample->gallery->past[i];
        past->day = 20000 - 3 * i;
        text_copy(past->routine_name, sizeof past->routine_name,
                  i % 3 == 1 ? "Floor routine for both hips" : "Gentle start");
        garden_init_plan(&past->garden, sample->plan);
        past->garden.seed += (uint64_t)i;
        struct event event = {.type = EVENT_SET_STARTED};
        for (int k = 0; k < 100 - 8 * i; k++) {
            int bed = k % past->garden.bed_count;
            event.type = EVENT_REP;
            event.step = past->garden.bed[bed].step;
            event.side = past->garden.bed[bed].side;
            event.u.rep = (struct rep_result){.unscored = k % 3 == 0};
            garden_event(&past->garden, &event);
        }
        event = (struct event){.type = i % 3 ? EVENT_PAIN_ASKED : EVENT_SESSION_DONE};
        garden_event(&past->garden, &event);
    }
    sample->view.gallery = sample->gallery;
}

/* Set up, and asked, by hand. */
static inline void screen_sample_hands(struct screen_sample *sample, enum screen_sample_state state)
{
    static const struct setup_rules rules = {.seen_s = 2, .countdown_s = 3};
    struct setup setup = {.posture = POSTURE_SUPINE, .started = true, .told = SETUP_FEET};
    sample->hands = (struct gesture_show){.somebody = true};
    sample->view.hands = &sample->hands;
    if (state <= SAMPLE_SETUP_COUNTING) {
        setup.told = state == SAMPLE_SETUP ? SETUP_FEET : SETUP_GOOD;
        setup.now_us = state == SAMPLE_SETUP_COUNTING ? 2600000 : 1000000;
        screen_sample_set(sample->world, 0, 1, SIDE_NONE, 0);
        screen_sample_send(sample->world, EVENT_PAUSED, 1);
        sample->setup = setup_show(&setup, &rules);
        sample->view.setup = &sample->setup;
        return;
    }
    if (state == SAMPLE_HANDS_SCREENING)
        screen_sample_screening(sample, screen_sample_longest(sample, true), false);
    else
        screen_sample_play(sample, SAMPLE_MOVE);
    if (state == SAMPLE_HANDS_UP || state == SAMPLE_HANDS_MENU) {
        sample->hands.gesture = GESTURE_BOTH_HANDS;
        sample->hands.share = 0.6f;
    }
    if (state == SAMPLE_HANDS_MENU || state == SAMPLE_HANDS_BACK)
        screen_sample_send(sample->world, EVENT_PAUSED, 30);
    if (state == SAMPLE_HANDS_PAIN)
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_BETWEEN);
    if (state == SAMPLE_HANDS_BACK)
        sample->hands.go_on_s = 2.4f;
    if (state != SAMPLE_HANDS_UP && state != SAMPLE_HANDS_BACK) {
        sample->steps = state == SAMPLE_HANDS_MENU ? -1 : 3;
        sample->hands.gesture = GESTURE_STILL;
        sample->hands.share = 0.4f;
        sample->hands.choosing = true;
    }
}

static inline void screen_sample_finish_next(struct screen_sample *sample)
{
    const struct card *card = home_sample_longest(&sample->home);
    screen_sample_finish(sample, DONE_COMPLETED);
    sample->rights = 3; /* the last page */
    sample->view.next_session =
        "Gentle start on Wednesday, 4 Mar. Standing leg lift to the side, holding a chair (left): "
        "7 "
        "repetitions instead of 6. Three comfortable, steady sessions in a row.";
    sample->view.card_title = card->title;
    sample->view.card_text = card->text;
}

/* Home, and what is reached from it. */
static inline void screen_sample_home(struct screen_sample *sample, enum screen_sample_state state)
{
    struct screen_view *view = &sample->view;
    view->world = NULL;
    view->gardens = true;
    if (state >= SAMPLE_PROGRESS && state <= SAMPLE_PROGRESS_NONE) {
        home_sample_progress(&sample->home, state == SAMPLE_PROGRESS_NONE ? 0 : 12);
        sample->rights = state == SAMPLE_PROGRESS_NONE ? 0 : state - SAMPLE_PROGRESS;
        if (state == SAMPLE_PROGRESS_REPORT) {
            error_set(&sample->home.progress->report,
                      "The report is in /home/somebody.with.a.long.name/Documents/"
                      "unguard-report-2026-03-02-12.html. Only you can read it.");
        }
        view->progress = sample->home.progress;
    } else if (state == SAMPLE_CARDS) {
        view->cards = &sample->home.cards_page;
    } else if (state == SAMPLE_SETTINGS) {
        home_sample_settings(&sample->home);
        view->settings = sample->home.settings;
    } else {
        home_sample_change(sample->plan);
        home_sample_home(&sample->home, sample->plan,
                         state == SAMPLE_HOME         ? 12
                         : state == SAMPLE_HOME_FIRST ? -1
                                                      : 0,
                         state == SAMPLE_HOME_BACK);
        view->home = &sample->home.home;
        sample->plan->change_count = 0;
    }
}

/* sample starts zero-initialised or as the last call left it. */
static inline void screen_sample_make(struct screen_sample *sample, enum screen_sample_state state)
{
    if (!sample->plan) {
        sample->plan = screen_sample_plan();
        sample->world = calloc(1, sizeof *sample->world);
        if (!sample->world) {
            abort();
        }
        sample->pose = screen_sample_pose(40, 15000000, 16.0f / 9);
        screen_sample_person(&sample->picture, &sample->pose);
        screen_sample_rules(sample);
        home_sample_cards(&sample->home, sample->plan);
    }
    world_init(sample->world, sample->plan);
    sample->pain_choice = -1;
    sample->enters = sample->rights = sample->steps = 0;
    sample->pose = screen_sample_pose(40, 15000000, 16.0f / 9);
    sample->view = (struct screen_view){.world = sample->world,
                                        .rules = sample->rules,
                                        .plan = sample->plan,
                                        .pose = &sample->pose,
                                        .picture = &sample->picture,
                                        .picture_serial = 1,
                                        .aspect = 16.0f / 9,
                                        .mirrored = true};
    switch (state) {
    case SAMPLE_OFFER:
        sample->view.world = NULL;
        sample->view.offer = "I found a camera, but no pose network to see you with.";
        sample->view.offer_help = "With a network of your own, start me like this:\n./run play "
                                  "--tracker pose_landmark_lite.onnx";
        break;
    case SAMPLE_CAPTION:
        screen_sample_play(sample, SAMPLE_POSITION);
        sample->view.caption = "Lie on your side, belly to the camera, lower knee bent well "
                               "forward, upper leg straight. Lie on the right side: the left leg "
                               "is on top.";
        sample->view.caption_share = 0.3f;
        break;
    case SAMPLE_CAPTION_ASKED:
        screen_sample_ask(sample, EVENT_PAIN_ASKED, ASK_BEFORE);
        sample->view.caption = "Press the number, then Enter. S, if you would rather not say.";
        break;
    case SAMPLE_REST_SIDE:
        screen_sample_set(sample->world, 1, 1, SIDE_LEFT, 0);
        screen_sample_rep(sample->world, 10, 88, 40);
        screen_sample_send(sample->world, EVENT_SET_DONE, 41);
        screen_sample_send(sample->world, EVENT_REST_STARTED, 41);
        sample->view.display.stage = STAGE_REST;
        sample->view.display.rest_left_s = 42;
        break;
    case SAMPLE_RESULTS:
    case SAMPLE_RESULTS_ROWS:
        sample->rights = state == SAMPLE_RESULTS_ROWS;
        sample->view.gardens = true;
        sample->view.improved = "Standing leg lift to the side, holding a chair: form 84, up from "
                                "79";
        screen_sample_finish(sample, DONE_COMPLETED);
        break;
    case SAMPLE_RESULTS_PAIN:
        screen_sample_play(sample, SAMPLE_MOVE);
        {
            struct event event = screen_sample_event(sample->world, EVENT_SESSION_DONE, 30);
            memset(&event.u, 0, sizeof event.u);
            event.u.done.reason = DONE_PAIN;
            world_event(sample->world, &event);
        }
        break;
    case SAMPLE_GARDENS:
    case SAMPLE_GARDENS_ONE:
    case SAMPLE_GARDENS_NONE:
        screen_sample_gallery(sample, state == SAMPLE_GARDENS_NONE ? 0 : 11);
        sample->rights = state == SAMPLE_GARDENS_NONE ? 0 : 1;
        sample->enters = state == SAMPLE_GARDENS_ONE;
        break;
    case SAMPLE_REST_LYING:
        screen_sample_set(sample->world, 2, 2, SIDE_NONE, 0);
        screen_sample_rep(sample->world, 10, 88, 40);
        screen_sample_send(sample->world, EVENT_SET_DONE, 41);
        screen_sample_send(sample->world, EVENT_REST_STARTED, 41);
        sample->view.display.stage = STAGE_REST;
        sample->view.display.rest_left_s = 12;
        break;
    case SAMPLE_REST_CARD:
        screen_sample_play(sample, SAMPLE_REST);
        sample->view.card_title = home_sample_longest(&sample->home)->title;
        sample->view.card_text = home_sample_longest(&sample->home)->text;
        break;
    case SAMPLE_RESULTS_NEXT:
        screen_sample_finish_next(sample);
        break;
    case SAMPLE_FIGURE:
        sample->view.picture = NULL;
        sample->view.mirrored = false;
        screen_sample_play(sample, SAMPLE_MOVE);
        break;
    default:
        if (state >= SAMPLE_HOME)
            screen_sample_home(sample, state);
        else if (state >= SAMPLE_SETUP)
            screen_sample_hands(sample, state);
        else if (state >= SAMPLE_CONSENT_USE && state <= SAMPLE_GUARDING)
            screen_sample_question(sample, state);
        else
            screen_sample_play(sample, state);
        break;
    }
    sample->view.now_s = sample->world->now_s;
}

/* Brings app to the state's screen, with its keys pressed. */
static inline void screen_sample_show(struct app *app, struct screen_sample *sample)
{
    static const struct screen_view elsewhere; /* so that the screen is come to anew */
    struct request request;
    app_key(app, &elsewhere, KEY_NONE, &request);
    for (int i = 0; i < abs(sample->steps); i++) {
        app_gesture(app, &sample->view, sample->steps > 0 ? KEY_RIGHT : KEY_LEFT, &request);
    }
    if (sample->pain_choice >= 0) {
        app_key(app, &sample->view, (enum screen_key)(KEY_DIGIT_0 + sample->pain_choice), &request);
    }
    for (int i = 0; i < sample->rights; i++) {
        app_key(app, &sample->view, KEY_RIGHT, &request);
    }
    for (int i = 0; i < sample->enters; i++) {
        app_key(app, &sample->view, KEY_ENTER, &request);
    }
    app_present(app, &sample->view);
}

static inline void screen_sample_free(struct screen_sample *sample)
{
    free(sample->rules);
    free(sample->plan);
    free(sample->world);
    free(sample->gallery);
    home_sample_free(&sample->home);
    image_free(&sample->picture);
    memset(sample, 0, sizeof *sample);
}

#endif
