/* Every question with a number for an answer: how much it hurts, where, how much effort it was. */
#include "screen_hands.h"
#include "screen_session.h"

#include <math.h>
#include <stdio.h>

#define CHOICES 11

static const struct hint hurt_hints[] = {{"\xe2\x86\x90 \xe2\x86\x92", "choose"},
                                         {"Enter", "confirm"},
                                         {"H", "sharp or shooting"},
                                         {"Q", "end"}};
static const struct hint place_hints[] = {{"\xe2\x86\x90 \xe2\x86\x92", "choose"},
                                          {"Enter", "confirm"},
                                          {"S", "skip"},
                                          {"H", "sharp"},
                                          {"Q", "end"}};
static const struct hint hints[] = {{"\xe2\x86\x90 \xe2\x86\x92", "choose"},
                                    {"Enter", "confirm"},
                                    {"S", "rather not say"},
                                    {"Q", "end"}};

/* What is asked now: numbers from low to high, each with its words. */
struct question {
    const char *title, *help;
    int low, high;
    const char *(*words)(int number); /* NULL: the places have their own */
    enum action_type answer;
    const struct hint *hints;
    int hint_count;
};

static const char *pain_words(int number)
{
    return words_pain(number);
}

static const char *effort_words(int number)
{
    return words_effort(number);
}

/* The line below the question says why it is asked. */
static const char *help_of(const struct screen_view *view, enum ask_kind kind)
{
    if (kind == ASK_HURT && view->world->guarding)
        return "A guarding sign: rest, breathe out. Smaller and slower is fine.";
    return words_question_help(kind);
}

/* Of what hurt, first where and then how much. Guarding signs may come without any pain: how much
 * is asked at once then. */
static struct question question_now(const struct screen_view *view, struct screen_state *state)
{
    enum ask_kind kind = ASK_HURT;
    world_question(view->world, &kind);
    state->pain_placed = (state->pain_placed || view->world->guarding) && kind == ASK_HURT;
    int id = 1 + 2 * (int)kind + (kind == ASK_HURT && state->pain_placed);
    if (state->question != id) {
        state->question = id;
        state->pain_chosen = false;
        state->pain_choice = 0;
    }
    if (kind == ASK_HURT && !state->pain_placed)
        return (struct question){.title = "Where is it?",
                                 .help = help_of(view, kind),
                                 .low = 1,
                                 .high = PLACE_COUNT,
                                 .answer = ACTION_PAIN_PLACE,
                                 .hints = place_hints,
                                 .hint_count = (int)ARRAY_LENGTH(place_hints)};
    struct question question = {
        words_question(kind), help_of(view, kind), 0,     CHOICES - 1,
        pain_words,           ACTION_PAIN_ANSWER,  hints, (int)ARRAY_LENGTH(hints)};
    if (kind == ASK_EFFORT) {
        question.words = effort_words;
        question.answer = ACTION_EFFORT_ANSWER;
    }
    if (kind == ASK_HURT) {
        question.hints = hurt_hints;
        question.hint_count = (int)ARRAY_LENGTH(hurt_hints);
    }
    return question;
}

static struct rect card_of(const struct layout *layout)
{
    float m = layout->margin;
    return (struct rect){m, 2 * m, layout->hints.w, layout->hints.y - 3 * m};
}

static struct rect button_of(const struct layout *layout, int at, int count)
{
    struct rect card = card_of(layout);
    float pad = 0.03f * card.w, gap = 0.008f * card.w;
    float w = (card.w - 2 * pad - gap * (float)(count - 1)) / (float)count;
    float h = 0.36f * card.h;
    return (struct rect){card.x + pad + (w + gap) * (float)at, card.y + 0.39f * card.h, w, h};
}

/* The buttons stand on steps that rise with the number: more is higher, without any colour. */
static void paint_buttons(struct draw *draw, const struct layout *layout,
                          const struct screen_state *state, const struct question *question)
{
    struct rect card = card_of(layout);
    int count = question->high - question->low + 1;
    uint64_t key = parts_key(parts_key(HASH_START, state->pain_choice), state->pain_chosen);
    key = parts_key(key, state->question);
    int w = (int)card.w, h = (int)card.h;
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, w, h, key);
    if (canvas) {
        for (int i = 0; i < count; i++) {
            struct rect box = button_of(layout, i, count);
            bool chosen = state->pain_chosen && i + question->low == state->pain_choice;
            box.x -= card.x;
            box.y -= card.y;
            canvas_round_rect(canvas, box, layout->radius * 0.7f,
                              chosen ? draw->palette->calm : draw->palette->well);
            float share = (float)i / (float)(count - 1);
            float level = box.h * 0.05f + box.h * 0.4f * share;
            struct rect step = {box.x + 0.2f * box.w, box.y + 0.94f * box.h - level, 0.6f * box.w,
                                level};
            canvas_round_rect(canvas, step, 0.1f * box.w,
                              chosen ? COLOR_ALPHA(draw->palette->panel, 0xd0)
                                     : COLOR_ALPHA(draw->palette->soft, 0xa0));
            if (chosen) {
                canvas_frame(canvas, box, layout->radius * 0.7f, 4 * layout->unit,
                             draw->palette->ink);
            }
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
}

/* ---- where: a grid, for each place has its words ---- */

#define COLUMNS 3

static struct rect place_of(const struct layout *layout, int at)
{
    const int rows = (PLACE_COUNT + COLUMNS - 1) / COLUMNS;
    struct rect card = card_of(layout);
    float pad = 0.03f * card.w, gap = 0.012f * card.w;
    float w = (card.w - 2 * pad - gap * (COLUMNS - 1)) / COLUMNS;
    float h = (0.67f * card.h - gap * (float)(rows - 1)) / (float)rows;
    return (struct rect){card.x + pad + (w + gap) * (float)(at % COLUMNS),
                         card.y + 0.3f * card.h + (h + gap) * (float)(at / COLUMNS), w, h};
}

static void draw_places(struct draw *draw, const struct layout *layout,
                        const struct screen_state *state, struct text_style style)
{
    struct rect card = card_of(layout);
    uint64_t key = parts_key(parts_key(HASH_START, state->pain_choice), state->pain_chosen);
    key = parts_key(key, state->question);
    struct canvas *canvas = draw_layer_begin(draw, LAYER_CARD, (int)card.w, (int)card.h, key);
    for (int i = 0; canvas && i < PLACE_COUNT; i++) {
        bool chosen = state->pain_chosen && i + 1 == state->pain_choice;
        struct rect box = place_of(layout, i);
        box.x -= card.x;
        box.y -= card.y;
        canvas_round_rect(canvas, box, layout->radius * 0.7f,
                          chosen ? draw->palette->calm : draw->palette->well);
        if (chosen)
            canvas_frame(canvas, box, layout->radius * 0.7f, 4 * layout->unit, draw->palette->ink);
    }
    if (canvas)
        draw_layer_end(draw, LAYER_CARD, false);
    draw_layer_show(draw, LAYER_CARD, card.x, card.y);
    style.size_px = layout->least;
    style.lines = 2;
    style.bold = false;
    for (int i = 0; i < PLACE_COUNT; i++) {
        char words[64];
        bool chosen = state->pain_chosen && i + 1 == state->pain_choice;
        struct rect box = place_of(layout, i);
        snprintf(words, sizeof words, "%d  %s", i + 1, words_place((enum pain_place)i));
        style.color = chosen ? COLOR_ALPHA(draw->palette->panel, 0xff) : draw->palette->ink;
        box.x += 0.03f * box.w;
        box.w *= 0.94f;
        draw_text(draw, words, box, style);
    }
}

/* ---- how much ---- */

static void draw_numbers(struct draw *draw, const struct layout *layout,
                         const struct screen_state *state, const struct question *question,
                         struct text_style style)
{
    const int count = question->high - question->low + 1;
    struct rect card = card_of(layout);
    paint_buttons(draw, layout, state, question);
    for (int i = 0; i < count; i++) {
        char number[8];
        snprintf(number, sizeof number, "%d", i + question->low);
        struct rect box = button_of(layout, i, count);
        bool chosen = state->pain_chosen && i + question->low == state->pain_choice;
        style.size_px = layout->title;
        style.bold = true;
        style.color = chosen ? COLOR_ALPHA(draw->palette->panel, 0xff) : draw->palette->ink;
        box.h *= 0.5f;
        draw_text(draw, number, box, style);
    }
    char words[96];
    if (state->pain_chosen)
        snprintf(words, sizeof words, "%d: %s", state->pain_choice,
                 question->words(state->pain_choice));
    else
        snprintf(words, sizeof words, "%d is %s, %d is %s", question->low,
                 question->words(question->low), question->high, question->words(question->high));
    style.size_px = layout->body;
    style.color = draw->palette->ink;
    style.bold = state->pain_chosen;
    draw_text(draw, words,
              (struct rect){card.x + layout->margin, card.y + 0.78f * card.h,
                            card.w - 2 * layout->margin, 0.16f * card.h},
              style);
}

static void pain_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    const struct question question = question_now(view, state);
    const bool place = question.answer == ACTION_PAIN_PLACE;
    struct layout layout = layout_make(draw->width, draw->height);
    struct rect card = card_of(&layout);
    const struct rect cards[] = {card};
    parts_plate(draw, &layout, view, cards, (int)ARRAY_LENGTH(cards));
    draw->slide_px = parts_slide(draw, state);

    struct text_style style = {.size_px = layout.title,
                               .least_px = layout.least,
                               .lines = 2,
                               .align = TEXT_CENTRE,
                               .bold = true,
                               .needed = true,
                               .color = draw->palette->ink};
    draw_text(
        draw, question.title,
        (struct rect){card.x, card.y + (place ? 0.02f : 0.06f) * card.h, card.w, 0.16f * card.h},
        style);
    style.bold = false;
    style.size_px = layout.body;
    style.color = draw->palette->soft;
    draw_text(draw, question.help,
              (struct rect){card.x + layout.margin, card.y + (place ? 0.17f : 0.22f) * card.h,
                            card.w - 2 * layout.margin, (place ? 0.11f : 0.14f) * card.h},
              style);
    if (place)
        draw_places(draw, &layout, state, style);
    else
        draw_numbers(draw, &layout, state, &question, style);
    draw->slide_px = 0;
    hands_draw_hints(draw, &layout, view, state, question.hints, question.hint_count);
}

/* A digit chooses; 1 and then 0 is ten. Only Enter answers: a slip of the hand can be mended. */
static void choose(struct screen_state *state, const struct question *question, int digit)
{
    bool ten = state->pain_chosen && state->pain_choice == 1 && digit == 0;
    int number = ten ? 10 : digit;
    if (number < question->low || number > question->high)
        return;
    state->pain_choice = number;
    state->pain_chosen = true;
}

static void step(struct screen_state *state, const struct question *question, int by)
{
    int from = state->pain_chosen ? state->pain_choice + by : question->low;
    state->pain_choice = clamp_int(from, question->low, question->high);
    state->pain_chosen = true;
}

static struct request answer(struct screen_state *state, const struct question *question)
{
    bool place = question->answer == ACTION_PAIN_PLACE;
    int value = place ? state->pain_choice - 1 : state->pain_choice;
    state->pain_placed = state->pain_placed || place;
    return request_action(question->answer, value);
}

static struct request pain_key(const struct screen_view *view, struct screen_state *state,
                               enum screen_key key)
{
    const struct question question = question_now(view, state);
    bool hurt = view->world->pain_open && view->world->asking == ASK_HURT;
    if (key >= KEY_DIGIT_0 && key <= KEY_DIGIT_9) {
        choose(state, &question, (int)key - KEY_DIGIT_0);
    } else if (key == KEY_LEFT || key == KEY_RIGHT) {
        step(state, &question, key == KEY_RIGHT ? 1 : -1);
    } else if ((key == KEY_ENTER || key == KEY_SPACE) && state->pain_chosen) {
        return answer(state, &question);
    } else if (key == KEY_SKIP && question.answer == ACTION_PAIN_PLACE) {
        state->pain_placed = true;
    } else if (key == KEY_SKIP && !hurt) {
        return request_action(ACTION_SKIP, 0);
    } else if (key == KEY_HURT) {
        return request_action(hurt ? ACTION_PAIN_SHARP : ACTION_THAT_HURT, 0);
    } else if (key == KEY_QUIT) {
        return request_action(ACTION_QUIT, 0);
    }
    return (struct request){REQUEST_NONE, {0}};
}

const struct screen screen_pain = {"pain", pain_draw, pain_key};
