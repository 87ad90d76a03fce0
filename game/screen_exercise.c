/* While moving: the picture, what to do now, how many, how well. */
#include "screen_hands.h"
#include "screen_parts.h"
#include "screen_session.h"

#include <stdio.h>

#define FEEDBACK_S 3.0 /* a repetition's feedback stays this long, unless the next one begins */

static const struct hint hints[] = {
    {"Space", "pause"}, {"S", "skip"}, {"H", "that hurt"}, {"Q", "end"}};

static struct message say(enum icon icon, uint32_t color, const char *text)
{
    return (struct message){icon, color, text};
}

static struct message warning_message(const struct world *world, const struct palette *palette)
{
    switch (world->warning.level) {
    case WARNING_APPROACHING:
        return say(ICON_NEAR, palette->approach, world->warning.text);
    case WARNING_OVER:
        return say(ICON_EASE, palette->over, world->warning.text);
    default:
        return say(ICON_STOP, palette->stop, world->warning.text);
    }
}

/* The hold is done: what is said is the way back. */
static bool hold_done(const struct screen_view *view)
{
    const struct coach_display *display = &view->display;
    return view->world->phase == PHASE_HOLD && display->hold_target_s > 0 &&
           display->held_s >= display->hold_target_s;
}

static struct message phase_message(const struct screen_view *view, const struct palette *palette)
{
    const struct world *world = view->world;
    enum phase phase = hold_done(view) ? PHASE_RETURN : world->phase;
    static const enum icon icons[PHASE_COUNT] = {ICON_GO, ICON_GO, ICON_HOLD, ICON_BACK};
    const struct exercise *exercise = world_exercise(world);
    if (world->phase == PHASE_START && world->reps == 0) {
        return say(ICON_GOOD, palette->calm, "Ready when you are");
    }
    return say(icons[phase], palette->calm, words_phase(exercise, phase));
}

static struct message rep_message(const struct world *world, const struct palette *palette)
{
    const struct world_rep *rep = &world->rep;
    if (rep->unscored) {
        return say(ICON_GOOD, palette->calm, rep->guided ? words_praise(100) : "Counted");
    }
    if (rep->line_count > 0 && rep->score < 90) {
        return say(ICON_TIP, palette->calm, rep->line[0]);
    }
    return say(ICON_GOOD, palette->calm, words_praise(rep->score));
}

/* One thing at a time, the most pressing first. */
struct message session_message(const struct screen_view *view, const struct palette *palette)
{
    const struct world *world = view->world;
    const struct exercise *exercise = world_exercise(world);
    if (view->notice && view->notice[0]) {
        return say(ICON_NOTICE, palette->unseen, view->notice);
    }
    if (world->lost) {
        return say(ICON_UNSEEN, palette->unseen, world->not_seen);
    }
    if (world->warning.shown) {
        return warning_message(world, palette);
    }
    if (world_fault_shown(world)) {
        return say(ICON_TIP, palette->approach, world->fault);
    }
    bool fresh = world->rep.index > 0 && world->now_s - world->rep.at_s < FEEDBACK_S;
    if (fresh && world->phase == PHASE_START) {
        return rep_message(world, palette);
    }
    if (world->stage == WORLD_EXERCISE) {
        return phase_message(view, palette);
    }
    return say(ICON_BODY, palette->calm,
               exercise && exercise->start_cue[0] ? exercise->start_cue
                                                  : "Get into position, in your own time");
}

uint32_t session_tone(const struct world *world, const struct palette *palette)
{
    if (world->lost || !world->warning.shown) {
        return palette->calm;
    }
    return world->warning.level == WARNING_APPROACHING ? palette->approach
           : world->warning.level == WARNING_OVER      ? palette->over
                                                       : palette->stop;
}

/* ---- the right-hand column ---- */

static bool holding(const struct screen_view *view)
{
    return view->world->phase == PHASE_HOLD && view->display.hold_target_s > 0 &&
           view->world->stage == WORLD_EXERCISE;
}

static float ring_goal(const struct screen_view *view)
{
    if (holding(view)) {
        return view->display.held_s / view->display.hold_target_s;
    }
    bool moving = view->world->stage == WORLD_EXERCISE && view->display.progress_seen;
    return moving ? clamp_float(view->display.progress, 0, 1) : 0;
}

static void draw_ring(struct draw *draw, const struct layout *layout,
                      const struct screen_view *view, struct screen_state *state)
{
    const struct world *world = view->world;
    float goal = ring_goal(view);
    float share = draw->still ? 1 : 0.35f;
    state->ring += (goal - state->ring) * share;
    bool hold = holding(view);
    parts_ring(draw, layout, state->ring,
               hold ? draw->palette->unseen : session_tone(world, draw->palette));

    char number[16], label[32];
    if (hold) {
        float left = view->display.hold_target_s - view->display.held_s;
        snprintf(number, sizeof number, "%d", left > 0 ? (int)(left + 0.999f) : 0);
        snprintf(label, sizeof label, "%s", left > 0 ? "hold" : "back");
    } else {
        snprintf(number, sizeof number, "%d", (int)world->reps);
        snprintf(label, sizeof label, "of %d", (int)world->reps_wanted);
    }
    parts_ring_words(draw, layout, number, label);
}

void session_draw_form(struct draw *draw, const struct layout *layout, const struct world *world)
{
    bool known = world->rep.index > 0 && !world->rep.unscored;
    char number[16];
    snprintf(number, sizeof number, known ? "%.0f" : "\xe2\x80\x93", (double)world->rep.score);
    struct rect row = layout->form, bar = layout->form_bar;
    struct text_style style = {.size_px = layout->body,
                               .least_px = layout->least,
                               .needed = true,
                               .color = draw->palette->soft};
    bool part = known && world->rep.judged < WORLD_PARTLY_SEEN;
    draw_text(draw, part ? "In part" : "Form", row, style);
    style.size_px = layout->title;
    style.align = TEXT_RIGHT;
    style.bold = true;
    style.color = draw->palette->ink;
    draw_text(draw, number, row, style);

    int share = known ? (int)world->rep.score : 0;
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_CARD, (int)bar.w, (int)bar.h, parts_key(HASH_START, share));
    if (canvas) {
        canvas_round_rect(canvas, (struct rect){0, 0, bar.w, bar.h}, bar.h / 2,
                          draw->palette->well);
        float w = bar.w * (float)share / 100;
        if (known) {
            canvas_round_rect(canvas, (struct rect){0, 0, w > bar.h ? w : bar.h, bar.h}, bar.h / 2,
                              draw->palette->calm);
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, bar.x, bar.y);
}

void session_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    const struct world *world = view->world;
    const struct exercise *exercise = world_exercise(world);
    struct layout layout = layout_make(draw->width, draw->height);
    struct message message = session_message(view, draw->palette);
    char set[48] = "";
    /* While the ring counts a hold, the repetitions stand here. */
    if (holding(view)) {
        snprintf(set, sizeof set, "%d of %d done", (int)world->reps, (int)world->reps_wanted);
    } else if (world->sets > 0) {
        snprintf(set, sizeof set, "Set %d of %d", (int)world->set, (int)world->sets);
    }
    parts_session_plate(draw, &layout, view);
    if (holding(view)) {
        parts_glow(draw, &layout, ring_goal(view));
    }
    parts_picture(draw, &layout, view, session_tone(world, draw->palette));
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, exercise ? exercise->name : "", world->side, set);
    draw_ring(draw, &layout, view, state);
    session_draw_form(draw, &layout, world);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

struct request session_key(const struct screen_view *view, struct screen_state *state,
                           enum screen_key key)
{
    (void)view;
    (void)state;
    switch (key) {
    case KEY_SPACE:
        return request_action(ACTION_PAUSE, 0);
    case KEY_SKIP:
    case KEY_RIGHT:
        return request_action(ACTION_SKIP, 0);
    case KEY_HURT:
        return request_action(ACTION_THAT_HURT, 0);
    case KEY_QUIT:
        return request_action(ACTION_QUIT, 0);
    default:
        return (struct request){REQUEST_NONE, {0}};
    }
}

const struct screen screen_exercise = {"exercise", session_draw, session_key};
