/* From home and back by keys alone: a session to its results, the progress screen, the therapist's
 * report, cards and settings; what broke off is offered; cards come once. */
#include "attended.h"

#include "home.h"
#include "progress_page.h"

/* A person who also finds their way about home. */
struct visitor {
    struct person person;
    const enum home_choice *plan; /* what they choose at home, one after the other */
    int count, at;
    struct home home; /* as last seen */
    bool walked;      /* the choice has been walked to */
    int pages;        /* of results, progress and cards that were turned */
    char said[4096];  /* what home said, line by line, for the words it must not use */
    char card[ID_SIZE + CARD_TEXT_SIZE]; /* the last card in a rest */
    int cards, exercise_cards;           /* rests with one; never: an exercise with one */
    char next[512];                      /* what the results said of the next session */
    char report[256];
};

static void note(struct visitor *visitor, const char *text)
{
    const size_t used = strlen(visitor->said);
    snprintf(visitor->said + used, sizeof visitor->said - used, "%s\n", text);
}

static enum screen_key at_home(struct visitor *visitor, const struct screen_view *view)
{
    const enum home_choice wanted =
        visitor->at < visitor->count ? visitor->plan[visitor->at] : HOME_QUIT;
    visitor->home = *view->home;
    for (int i = 0; i < view->home->choice_count; i++)
        if (view->home->choice[i] == wanted && visitor->person.step++ == i) {
            note(visitor, view->home->title);
            note(visitor, view->home->change);
            note(visitor, view->home->kept);
            note(visitor, view->home->next);
            visitor->at++;
            visitor->pages = 0;
            visitor->person.step = 0;
            return KEY_ENTER;
        }
    cr_assert_lt(visitor->person.step, HOME_CHOICE_COUNT, "%s is not offered",
                 home_choice_name(wanted));
    return KEY_DOWN;
}

static enum screen_key at_page(struct visitor *visitor, const struct screen_view *view,
                               enum screen_id id)
{
    if (id == SCREEN_PROGRESS && view->progress->report.text[0])
        text_copy(visitor->report, sizeof visitor->report, view->progress->report.text);
    if (id == SCREEN_RESULTS && view->next_session)
        text_copy(visitor->next, sizeof visitor->next, view->next_session);
    if (visitor->pages++ < 4)
        return KEY_RIGHT;
    if (id == SCREEN_PROGRESS && visitor->pages == 5)
        return KEY_REPORT;
    return id == SCREEN_RESULTS ? KEY_ENTER : KEY_QUIT;
}

static enum screen_key visit(void *self, const struct screen_view *view)
{
    struct visitor *visitor = self;
    const enum screen_id id = screen_choose(view);
    if (id == SCREEN_REST && view->card_text && strcmp(visitor->card, view->card_text) != 0) {
        text_copy(visitor->card, sizeof visitor->card, view->card_text);
        visitor->cards++;
    }
    visitor->exercise_cards += id == SCREEN_EXERCISE && view->card_text;
    switch (id) {
    case SCREEN_HOME:
        visitor->person.last = id;
        cr_assert_lt(++visitor->person.frames, PATIENCE);
        return at_home(visitor, view);
    case SCREEN_RESULTS:
    case SCREEN_PROGRESS:
    case SCREEN_CARDS:
    case SCREEN_GARDENS:
    case SCREEN_SETTINGS:
        visitor->person.last = id;
        cr_assert_lt(++visitor->person.frames, PATIENCE);
        visitor->person.step = 0;
        return at_page(visitor, view, id);
    default:
        visitor->pages = 0;
        return person_press(&visitor->person, view);
    }
}

static struct visitor visitor_of(const enum home_choice *plan, int count)
{
    struct visitor visitor = {.person = person_well(), .plan = plan, .count = count};
    visitor.person.skips = true;
    return visitor;
}

static void go(struct visitor *visitor)
{
    char *argv[] = {(char *)"play", (char *)EXERCISE,    (char *)"--home", (char *)"--source",
                    (char *)"demo", (char *)"--history", (char *)"h.db",   NULL};
    const struct key_source keys = {.press = visit, .self = visitor};
    cr_expect_eq(play_with_keys(7, argv, &keys), 0);
    cr_expect_eq(visitor->at, visitor->count + 1, "left from home at the end");
    cr_expect_eq(visitor->exercise_cards, 0, "never during an exercise");
}

Test(home, a_session_its_results_and_progress_by_keys_alone)
{
    static const enum home_choice plan[] = {HOME_BEGIN, HOME_PROGRESS, HOME_GARDENS,
                                            HOME_CARDS, HOME_SETTINGS, HOME_BEGIN};
    struct place place = attended_place();
    struct visitor visitor = visitor_of(plan, ARRAY_LENGTH(plan));
    go(&visitor);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session WHERE reason = 'completed'"),
                 2);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM consent"), 1, "asked once");
    cr_expect(strstr(visitor.said, "Welcome\n"), "%s", visitor.said);
    cr_expect_neq(visitor.next[0], '\0', "the next session is told");
    cr_expect(strstr(visitor.report, "The report is in "), "%s", visitor.report);
    cr_expect_eq(place_count(place.folder, ".html", NULL), 1);
    place_remove(place.folder);
}

/* What is shown is remembered, and nothing comes twice in a week, in a session or in the next. */
Test(home, no_card_comes_twice_in_a_week)
{
    static const enum home_choice plan[] = {HOME_BEGIN, HOME_BEGIN};
    struct place place = attended_place();
    struct visitor visitor = visitor_of(plan, ARRAY_LENGTH(plan));
    go(&visitor);
    const int64_t rows = attended_number(&place, "SELECT count(*) FROM card");
    cr_expect_geq(rows, 4, "before, in a rest and after: %d", (int)rows);
    cr_expect_geq(visitor.cards, 1);
    cr_expect_eq(attended_number(&place, "SELECT count(DISTINCT card) FROM card"), rows);
    /* A week later they may come again. */
    history_sample_script(attended_path(&place), "UPDATE card SET day = day - 7");
    visitor = visitor_of(plan, 1);
    go(&visitor);
    cr_expect_gt(attended_number(&place, "SELECT count(*) FROM card"), rows);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM (SELECT count(*) AS n FROM card"
                                         " GROUP BY card, day HAVING n > 1)"),
                 0);
    place_remove(place.folder);
}

/* The newest session becomes one that was left in its first set, with a repetition done. */
static void break_off(const struct place *place)
{
    history_sample_script(
        attended_path(place),
        "UPDATE session SET reason = 'quit', repetitions = 1, at_position = 0, at_set = 1,"
        " at_reps = 1 WHERE id = (SELECT max(id) FROM session);"
        "INSERT INTO repetition(session, position, exercise, side, set_no, index_no, t_s, score,"
        " judged, seen, move_s, return_s) SELECT max(id), 0, 'mini_squat', 'none', 1, 1, 9, 90, 1,"
        " 1, 2, 2 FROM session");
}

Test(home, what_broke_off_is_offered_for_a_day)
{
    static const enum home_choice begin[] = {HOME_BEGIN}, on[] = {HOME_RESUME};
    struct place place = attended_place();
    struct visitor visitor = visitor_of(begin, 1);
    go(&visitor);
    break_off(&place);
    visitor = visitor_of(on, 1);
    go(&visitor);
    cr_expect_eq(attended_number(&place, "SELECT count(*) FROM session WHERE resumed_from IS NOT"
                                         " NULL AND reason = 'completed'"),
                 1);
    cr_expect_neq(visitor.home.choice[0], HOME_RESUME, "it is whole now");
    /* Another one, too long ago. */
    visitor = visitor_of(begin, 1);
    go(&visitor);
    break_off(&place);
    visitor = visitor_of(NULL, 0);
    go(&visitor);
    cr_expect_eq(visitor.home.choice[0], HOME_RESUME);
    cr_expect_str_eq(visitor.home.next, "You stopped at Mini squat, set 1");
    attended_days_pass(&place, 2);
    visitor = visitor_of(NULL, 0);
    go(&visitor);
    cr_expect_neq(visitor.home.choice[0], HOME_RESUME);
    place_remove(place.folder);
}

/* Away for a month: a welcome, and no word about what was left out. */
Test(home, who_comes_back_is_welcome)
{
    static const enum home_choice begin[] = {HOME_BEGIN};
    struct place place = attended_place();
    struct visitor visitor = visitor_of(begin, 1);
    go(&visitor);
    break_off(&place);
    attended_days_pass(&place, 30);
    visitor = visitor_of(NULL, 0);
    go(&visitor);
    cr_expect_str_eq(visitor.home.title, "Welcome back");
    cr_expect_str_eq(visitor.home.kept, "Every day is a good day to begin again");
    place_remove(place.folder);
}
