#include "screen_instructor.h"

#include "draw_avatar.h"
#include "draw_garden.h"
#include "draw_scene.h"
#include "instructor_words.h"

#include <math.h>
#include <stdlib.h>

struct avatar_art {
    struct instructor instructor;
    struct exercise exercise; /* a copy, so that nothing borrowed is kept between frames */
    struct path path;
    struct canvas ground; /* all that stands still */
    uint64_t key;         /* of both */
    bool turned;          /* the ground shows the person's way round */
};

void avatar_art_free(struct avatar_art *art)
{
    if (art) {
        path_free(&art->path);
        canvas_free(&art->ground);
        free(art);
    }
}

/* What the instructor is made from. */
static uint64_t exercise_key(const struct exercise *exercise, enum body_side side)
{
    uint64_t key = hash_bytes(HASH_START, exercise->keyframe, sizeof exercise->keyframe);
    key = hash_bytes(key, &exercise->target.signal, sizeof exercise->target.signal);
    key = hash_bytes(key, &exercise->target.value, sizeof exercise->target.value);
    key = hash_bytes(key, &exercise->target.tolerance, sizeof exercise->target.tolerance);
    key = parts_key(key, exercise->posture * VIEW_COUNT + exercise->view);
    return parts_key(key, 2 * (int)side + exercise->guided);
}

/* Ready to draw this exercise in that room; fresh: the ground is to be painted anew. NULL: no
 * memory. */
static struct avatar_art *take_art(struct draw *draw, const struct exercise *exercise,
                                   enum body_side side, float aspect, uint64_t key, int width,
                                   int height, bool *fresh)
{
    struct avatar_art *art = draw->avatar ? draw->avatar : calloc(1, sizeof *art);
    if (!art) {
        draw->failed = true;
        return NULL;
    }
    draw->avatar = art;
    *fresh = art->key != key || art->ground.width != width || art->ground.height != height;
    if (!*fresh) {
        return art;
    }
    art->key = 0;
    if (!canvas_resize(&art->ground, width, height)) {
        draw->failed = true;
        return NULL;
    }
    art->exercise = *exercise;
    instructor_prepare(&art->instructor, &art->exercise, side, aspect);
    art->key = key;
    return art;
}

/* ---- over the whole picture ---- */

/* Where a figure stands: all of the picture, or a part beside others. Who is upright leaves room
 * for the person's own picture in the corner. */
static struct rect pane_of(const struct exercise *exercise, float width, float height, int pane,
                           int panes)
{
    bool upright = exercise->posture <= POSTURE_KNEELING || exercise->view == VIEW_FEET;
    float all = panes > 1 && upright ? 0.69f * width : width;
    return (struct rect){all * (float)pane / (float)panes, 0, all / (float)panes, height};
}

static void paint_demo_ground(struct draw *draw, struct avatar_art *art, bool mirrored, int panes)
{
    float w = (float)art->ground.width, h = (float)art->ground.height;
    garden_paint(&art->ground, draw->palette, NULL, 0.55f);
    for (int i = 0; i < panes; i++) {
        struct avatar_place place = {pane_of(&art->exercise, w, h, i, panes), mirrored,
                                     draw->palette};
        avatar_draw_ground(&art->ground, &art->path, &art->instructor, &place);
        avatar_draw_ghost(&art->ground, &art->path, &art->instructor, &place);
    }
}

/* The person's own picture, small in the corner, to get into place by. */
static void draw_mirror(struct draw *draw, const struct layout *layout,
                        const struct screen_view *view)
{
    if (!view->picture && !view->pose) {
        return;
    }
    struct layout small = *layout;
    float pad = roundf(0.5f * layout->margin);
    small.picture.w = roundf(0.27f * layout->picture.w);
    small.picture.h = roundf(small.picture.w * 9 / 16);
    small.picture.x = layout->picture.x + layout->picture.w - small.picture.w - pad;
    small.picture.y = layout->picture.y + pad;
    small.radius = roundf(0.5f * layout->radius);
    parts_picture(draw, &small, view, draw->palette->calm);
}

/* Words on glass in the picture's lower left corner. */
static void draw_caption(struct draw *draw, const struct layout *layout, const char *text, float x)
{
    struct text_style style = {.size_px = layout->least,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    float w = (float)draw_text_width(draw, text, style) + 1.2f * (float)layout->least;
    struct rect box = {roundf(layout->picture.x + x), layout->picture.y + 0.5f * layout->margin,
                       roundf(w), roundf(1.4f * (float)layout->least)};
    SDL_SetRenderDrawBlendMode(draw->renderer, SDL_BLENDMODE_BLEND);
    uint32_t glass = draw->palette->panel;
    SDL_SetRenderDrawColor(draw->renderer, (Uint8)(glass >> 16), (Uint8)(glass >> 8), (Uint8)glass,
                           (Uint8)(glass >> 24));
    SDL_Rect to = {(int)box.x, (int)(box.y + draw->slide_px), (int)box.w, (int)box.h};
    SDL_RenderFillRect(draw->renderer, &to);
    draw_text(draw, text, box, style);
}

void instructor_draw_demo(struct draw *draw, const struct layout *layout,
                          const struct screen_view *view, const struct exercise *exercise,
                          enum body_side side, double since_s)
{
    int w = (int)layout->picture.w, h = (int)layout->picture.h, panes = draw->still ? 2 : 1;
    uint64_t key = parts_key(exercise_key(exercise, side), 4 + view->mirrored + 2 * panes);
    bool fresh;
    struct rect pane = pane_of(exercise, (float)w, (float)h, 1, panes);
    float aspect = pane.w / pane.h;
    struct avatar_art *art = take_art(draw, exercise, side, aspect, key, w, h, &fresh);
    if (!art) {
        return;
    }
    if (fresh) {
        paint_demo_ground(draw, art, view->mirrored, panes);
    }
    /* Smooth enough, and half of the display's work; a large window's figure takes more of it. */
    const double step_s = h > 800 ? 1.0 / 15 : 1.0 / 30;
    struct instructor_moment moment =
        instructor_demonstrate(exercise, floor(since_s / step_s) * step_s);
    int64_t frame = panes > 1 ? 0 : (int64_t)(moment.share * 4096) + 8192 * moment.phase;
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_AVATAR, w, h, parts_key(parts_key(key, frame), 1));
    if (canvas) {
        canvas_copy(canvas, &art->ground);
        for (int i = 0; i < panes; i++) {
            struct avatar_place place = {pane_of(exercise, (float)w, (float)h, i, panes),
                                         view->mirrored, draw->palette};
            struct instructor_figure figure =
                instructor_figure(&art->instructor, panes > 1 ? (float)i : moment.share);
            avatar_draw(canvas, &art->path, &art->instructor, &figure, &place);
            avatar_draw_way(canvas, &art->instructor, NULL, &place);
        }
        scene_round_corners(canvas, &draw->layer[LAYER_PLATE].canvas, (int)layout->picture.x,
                            (int)layout->picture.y, layout->radius);
        draw_layer_end(draw, LAYER_AVATAR, true);
    }
    draw_layer_show(draw, LAYER_AVATAR, layout->picture.x, layout->picture.y);
    float pad = 0.5f * layout->margin;
    if (panes > 1) {
        draw_caption(draw, layout, "1  Start", pad);
        draw_caption(draw, layout, "2", pane.x + pad);
    } else {
        char words[32];
        instructor_moment_words(&moment, words, sizeof words);
        draw_caption(draw, layout, words, pad);
    }
    draw_mirror(draw, layout, view);
}

/* ---- small ---- */

/* Where it stands: the picture's upper corner, high for who is upright, wide for who lies. */
static struct rect small_room(const struct layout *layout, const struct exercise *exercise)
{
    bool upright = exercise->posture == POSTURE_STANDING || exercise->posture == POSTURE_SITTING ||
                   exercise->posture == POSTURE_KNEELING;
    bool square = exercise->view == VIEW_FEET;
    struct rect picture = layout->picture;
    float w = roundf((upright || square ? 0.25f : 0.42f) * picture.w);
    float h = roundf((upright ? 0.58f : square ? 0.42f : 0.35f) * picture.h);
    float pad = roundf(0.4f * layout->margin);
    return (struct rect){picture.x + picture.w - w - pad, picture.y + pad, w, h};
}

static void paint_small_ground(struct draw *draw, const struct layout *layout,
                               struct avatar_art *art, bool mirrored)
{
    struct rect all = {0, 0, (float)art->ground.width, (float)art->ground.height};
    struct avatar_place place = {all, mirrored, draw->palette};
    canvas_clear(&art->ground, 0);
    canvas_round_rect(&art->ground, all, 0.7f * layout->radius,
                      COLOR_ALPHA(draw->palette->panel, 0xe4));
    avatar_draw_ground(&art->ground, &art->path, &art->instructor, &place);
    avatar_draw_ghost(&art->ground, &art->path, &art->instructor, &place);
}

/* In time with the coach's phase; where it stood when the phase began is kept. */
static float small_share(struct draw *draw, const struct screen_view *view,
                         struct screen_state *state, const struct exercise *exercise)
{
    const struct world *world = view->world;
    if (draw->still) {
        return world->phase == PHASE_MOVE || world->phase == PHASE_HOLD ? 1 : 0;
    }
    if (state->lead_phase != (int)world->phase || state->lead_since_s != world->phase_s) {
        state->lead_phase = (int)world->phase;
        state->lead_since_s = world->phase_s;
        state->lead_from = state->lead;
    }
    double in_phase_s = world->now_s - world->phase_s;
    state->lead = instructor_follow(exercise, world->phase, in_phase_s, view->display.held_s,
                                    state->lead_from)
                      .share;
    return roundf(state->lead * 512) / 512;
}

static uint64_t small_key(const struct screen_view *view, const struct exercise *exercise)
{
    return parts_key(exercise_key(exercise, view->world->side), 2 + view->mirrored);
}

static bool is_exercising(const struct screen_view *view)
{
    return view->world && view->world->stage == WORLD_EXERCISE && world_exercise(view->world);
}

static float least_of(const struct screen_view *view)
{
    return view->min_confidence > 0 ? view->min_confidence : SCREEN_CONFIDENCE;
}

/* Where the person is on the way; false: not seen. */
static bool person_share(const struct screen_view *view, const struct instructor *instructor,
                         float *share)
{
    return view->display.target_seen && !view->world->lost &&
           instructor_share(instructor, view->display.target_value, share);
}

/* The small instructor, ready for the exercise at hand, turned as the person is. NULL: there is
 * none.
 */
static struct avatar_art *take_small(struct draw *draw, const struct layout *layout,
                                     const struct screen_view *view)
{
    if (!is_exercising(view)) {
        return NULL;
    }
    const struct exercise *exercise = world_exercise(view->world);
    struct rect room = small_room(layout, exercise);
    bool fresh;
    struct avatar_art *art = take_art(draw, exercise, view->world->side, room.w / room.h,
                                      small_key(view, exercise), (int)room.w, (int)room.h, &fresh);
    if (!art) {
        return NULL;
    }
    bool turned = instructor_turned(&art->instructor, view->pose, least_of(view));
    if (fresh || art->turned != turned) {
        art->turned = turned;
        paint_small_ground(draw, layout, art, view->mirrored != turned);
    }
    return art;
}

uint64_t instructor_range_key(struct draw *draw, const struct layout *layout,
                              const struct screen_view *view)
{
    float share;
    struct avatar_art *art = take_small(draw, layout, view);
    if (!art || !person_share(view, &art->instructor, &share)) {
        return 0;
    }
    return parts_key(parts_key(art->key, art->turned), (int64_t)(share * 64) + 1);
}

void instructor_draw_range(struct draw *draw, struct canvas *canvas, const struct screen_view *view,
                           struct rect where, float aspect)
{
    struct avatar_art *art = draw->avatar;
    if (!is_exercising(view) || !art || art->key != small_key(view, world_exercise(view->world))) {
        return;
    }
    struct avatar_person person = {.pose = view->pose,
                                   .where = where,
                                   .aspect = aspect,
                                   .mirrored = view->mirrored,
                                   .turned = art->turned,
                                   .least = least_of(view)};
    if (person_share(view, &art->instructor, &person.share)) {
        avatar_draw_range(canvas, &art->instructor, &person, draw->palette);
    }
}

void instructor_draw_small(struct draw *draw, const struct layout *layout,
                           const struct screen_view *view, struct screen_state *state)
{
    struct avatar_art *art = take_small(draw, layout, view);
    if (!art) {
        return;
    }
    struct rect room = small_room(layout, &art->exercise);
    float share = small_share(draw, view, state, &art->exercise), here = 0;
    bool known = person_share(view, &art->instructor, &here);
    here = roundf(here * 64) / 64;
    uint64_t key = parts_key(parts_key(art->key, art->turned), (int64_t)(share * 512));
    key = parts_key(key, known ? (int64_t)(here * 64) : -1);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_AVATAR, (int)room.w, (int)room.h, key);
    if (canvas) {
        struct avatar_place place = {
            {0, 0, room.w, room.h}, view->mirrored != art->turned, draw->palette};
        struct instructor_figure figure = instructor_figure(&art->instructor, share);
        canvas_copy(canvas, &art->ground);
        avatar_draw(canvas, &art->path, &art->instructor, &figure, &place);
        avatar_draw_way(canvas, &art->instructor, known ? &here : NULL, &place);
        draw_layer_end(draw, LAYER_AVATAR, false);
    }
    draw_layer_show(draw, LAYER_AVATAR, room.x, room.y);
}
