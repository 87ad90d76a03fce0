#include "screen.h"

const struct screen *screen_get(enum screen_id id)
{
    static const struct screen *const table[SCREEN_COUNT] = {
        [SCREEN_OFFER] = &screen_offer,         [SCREEN_EXERCISE] = &screen_exercise,
        [SCREEN_REST] = &screen_rest,           [SCREEN_PAIN] = &screen_pain,
        [SCREEN_PAUSED] = &screen_paused,       [SCREEN_RESULTS] = &screen_results,
        [SCREEN_SCREENING] = &screen_screening, [SCREEN_CONSENT] = &screen_consent,
        [SCREEN_REFER] = &screen_refer,         [SCREEN_GARDENS] = &screen_gardens,
        [SCREEN_HOME] = &screen_home,           [SCREEN_PROGRESS] = &screen_progress,
        [SCREEN_CARDS] = &screen_cards,         [SCREEN_SETTINGS] = &screen_settings,
        [SCREEN_SETUP] = &screen_setup,         [SCREEN_DEMO] = &screen_demo,
    };
    return table[id];
}

bool screen_is_list(enum screen_id id)
{
    return id == SCREEN_HOME || id == SCREEN_SETTINGS;
}

enum screen_id screen_choose(const struct screen_view *view)
{
    const struct world *world = view->world;
    if (view->gallery) {
        return SCREEN_GARDENS;
    }
    if (view->progress) {
        return SCREEN_PROGRESS;
    }
    if (view->cards) {
        return SCREEN_CARDS;
    }
    if (view->settings) {
        return SCREEN_SETTINGS;
    }
    if (view->home) {
        return SCREEN_HOME;
    }
    if (view->consent && view->rules) {
        return SCREEN_CONSENT;
    }
    if (view->referral) {
        return SCREEN_REFER;
    }
    if (view->offer || !world) {
        return SCREEN_OFFER;
    }
    if (world->stage == WORLD_DONE) {
        return world->reason == DONE_RED_FLAG ? SCREEN_REFER : SCREEN_RESULTS;
    }
    if (world->screening_open) {
        return SCREEN_SCREENING;
    }
    enum ask_kind kind;
    if (world_question(world, &kind)) {
        return SCREEN_PAIN;
    }
    if (world->paused) {
        return view->setup ? SCREEN_SETUP : SCREEN_PAUSED;
    }
    if (world->stage == WORLD_REST) {
        return SCREEN_REST;
    }
    /* Whoever is in position ends it: the coach begins, and the exercise is shown. */
    bool anew = world->stage == WORLD_POSITION && world->set <= 1 && world_exercise(world);
    return anew ? SCREEN_DEMO : SCREEN_EXERCISE;
}
