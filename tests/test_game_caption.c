/* Captions: every word of every cue is shown in its turn, large enough, on every screen. */
#include "screen_sample.h"

#include "caption.h"
#include "cue_texts.h"
#include "prescribe.h"

#include <criterion/criterion.h>

/* All pieces of a text in turn, put together again. */
static void collect(const char *text, int letters, char out[2 * CUE_TEXT_SIZE])
{
    char piece[CUE_TEXT_SIZE], last[CUE_TEXT_SIZE] = "";
    out[0] = '\0';
    for (int i = 0; i <= 1000; i++) {
        caption_piece(text, (float)i / 1000, letters, piece);
        cr_assert(piece[0] || !text[0]);
        if (strcmp(piece, last) == 0)
            continue;
        if (out[0])
            strcat(out, " ");
        strcat(out, piece);
        strcpy(last, piece);
    }
}

Test(caption, all_words_come_in_their_turn)
{
    static const char *const texts[] = {"Hold.", "", "One two three",
                                        "A sentence. And another one, longer than the first. 3.",
                                        "8. That's the set done. Rest for 30 seconds."};
    char all[2 * CUE_TEXT_SIZE];
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        for (int letters = 8; letters < 60; letters += 7) {
            collect(texts[i], letters, all);
            cr_expect_str_eq(all, texts[i], "%d letters", letters);
        }
}

Test(caption, a_sentence_at_a_time_while_it_is_spoken)
{
    char piece[CUE_TEXT_SIZE];
    const char *text = "Lie on your back. Left leg up.";
    caption_piece(text, 0.1f, 40, piece);
    cr_expect_str_eq(piece, "Lie on your back.");
    caption_piece(text, 0.9f, 40, piece);
    cr_expect_str_eq(piece, "Left leg up.");
    caption_piece(text, 7, 40, piece);
    cr_expect_str_eq(piece, "Left leg up.", "beyond its end");
}

Test(caption, a_long_sentence_is_cut_behind_a_comma)
{
    char piece[CUE_TEXT_SIZE];
    caption_piece("Lie on your side, lower knee bent, upper leg straight.", 0, 36, piece);
    cr_expect_str_eq(piece, "Lie on your side, lower knee bent,");
}

struct show {
    struct app *app;
    struct screen_sample sample;
    int height, texts;
};

static void show_text(void *self, const char *text)
{
    struct show *show = self;
    struct error err = {""};
    show->sample.view.caption = text;
    for (float share = 0; share < 1; share += 0.24f) {
        show->sample.view.caption_share = share;
        app_present(show->app, &show->sample.view);
        cr_assert_not(app_failed(show->app, &err), "%s", err.text);
        cr_assert_eq(app_cut_texts(show->app), 0, "cut: %s", text);
        cr_assert_geq(20 * app_smallest_text_px(show->app), show->height);
    }
    show->texts++;
}

static void show_all(int width, int height, enum screen_sample_state state)
{
    static const char *const routines[] = {"core_and_glutes", "stretch_and_release"};
    struct error err = {""};
    struct settings settings;
    struct app_options options = {
        .width_px = width, .height_px = height, .offscreen = true, .reduced_motion = true};
    struct show show = {.app = app_open(&options, &err), .height = height};
    cr_assert(show.app && settings_load(&settings, &err), "%s", err.text);
    screen_sample_make(&show.sample, state);
    for (size_t i = 0; i < ARRAY_LENGTH(routines); i++) {
        const struct prescription wanted = {.routine = routines[i]};
        struct plan *plan = prescribe_plan(&settings, &wanted, &err);
        cr_assert_not_null(plan, "%s", err.text);
        cue_texts(plan, show.sample.rules, show_text, &show);
        free(plan);
    }
    cr_assert_gt(show.texts, 200);
    screen_sample_free(&show.sample);
    app_close(show.app);
}

Test(caption, every_cue_fits_over_the_picture)
{
    show_all(1024, 600, SAMPLE_MOVE);
}

Test(caption, every_cue_fits_where_there_is_no_picture)
{
    show_all(1024, 600, SAMPLE_PAIN_CHOSEN);
}
