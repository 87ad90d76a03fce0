/* The history as the program keeps it: killed at any moment, two at once, on a full disk, gone on
 * with; and the command that shows, exports and deletes it. */
#include "commands.h"
#include "history_sample.h"

#include <sys/resource.h>
#include <time.h>

#define KILLS 50

/* ---- killed at any moment ---- */

/* Starts `unguard ARGUMENTS...`, with its output going to *out. */
static pid_t start(const struct place *place, const char *const arguments[], int *out)
{
    int ends[2];
    char *argv[PROGRAM_MAX + 2] = {(char *)"unguard"};
    for (int i = 0; i < PROGRAM_MAX && arguments[i]; i++)
        argv[i + 1] = (char *)arguments[i];
    cr_assert(pipe(ends) == 0);
    pid_t child = fork();
    cr_assert(child >= 0);
    if (child == 0) {
        close(ends[0]);
        program_become(place, argv, ends[1], ends[1]);
    }
    close(ends[1]);
    *out = ends[0];
    return child;
}

static void sleep_ms(int ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

/* Listens until so many repetitions were told (below 0: to its end), then kills it so many ms
 * later. Returns its exit status; text gets what it had said. */
static int end_after(pid_t child, int out, int reps, int ms, char text[PROGRAM_TEXT])
{
    size_t length = 0;
    int status;
    bool killed = reps < 0;
    text[0] = '\0';
    for (;;) {
        if (!killed && text_count(text, "s  repetition ") >= reps) {
            sleep_ms(ms);
            kill(child, SIGKILL);
            killed = true;
        }
        ssize_t got = read(out, text + length, PROGRAM_TEXT - 1 - length);
        if (got <= 0)
            break;
        length += (size_t)got;
        text[length] = '\0';
    }
    close(out);
    waitpid(child, &status, 0);
    return status;
}

/* In memory where there is such a folder: what the disk's pace adds is no part of it. */
static struct place fast_place(void)
{
    struct place place = {.folder = "/dev/shm/unguard-test-XXXXXX"};
    if (!mkdtemp(place.folder))
        place = place_make();
    return place;
}

/* Steps, counted as the plan prescribes them: the first session of a chain has them all. */
#define PRESCRIBED "(SELECT sum(sets * reps) FROM step WHERE session = root)"

/* A chain of sessions, each killed at a random moment and gone on with by the next, until one comes
 * to the routine's end; then another chain, until it was 50 kills. Each time at most the repetition
 * that was told last may be missing, and nothing earlier. In the end every prescribed repetition
 * stands in the chain exactly once. */
Test(history_play, killed_at_fifty_moments_it_loses_nothing_and_goes_on, .timeout = 300)
{
    struct place place = fast_place();
    char path[512], *text = malloc(PROGRAM_TEXT);
    uint64_t seed = 20261128;
    int64_t before = 0;
    int chains = 0, killed = 0, resumed = 0;
    cr_assert_not_null(text);
    place_join(path, place.folder, "h.db");
    place_write(&place, "data", "no folder: the demo leaves no picture, which would take longest");
    const char *const fresh[] = {"play",       "si_joint_starter", "--headless", "--source",
                                 "demo:poses", "--history",        "h.db",       NULL};
    const char *const onward[] = {"play",       "--resume",  "--headless", "--source",
                                  "demo:poses", "--history", "h.db",       NULL};
    bool unfinished = false;
    for (int i = 0; killed < KILLS || unfinished; i++) {
        int out;
        bool last = killed >= KILLS;
        pid_t child = start(&place, unfinished ? onward : fresh, &out);
        int reps = (int)(sample_random(&seed) % 6), ms = (int)(sample_random(&seed) % 40);
        int status = end_after(child, out, last ? -1 : reps, reps == 0 ? 4 * ms : ms, text);
        /* What was said of repetitions, against what is stored of them. */
        int told = text_count(text, "s  repetition ");
        killed += WIFSIGNALED(status);
        resumed += text_count(text, "Going on with");
        cr_expect_eq(text_count(text, "damaged"), 0, "%s", text);
        cr_expect_eq(text_count(text, "h.db:"), 0, "%s", text);
        if (access(path, F_OK) != 0)
            continue; /* killed before it began */
        struct error err = {""}, notice = {""};
        struct history *history = history_open(path, &notice, &err);
        cr_assert_not_null(history, "kill %d: %s", i, err.text);
        cr_expect_str_eq(notice.text, "", "kill %d", i);
        history_close(history);
        int64_t now = history_sample_number(path, "SELECT count(*) FROM repetition");
        int missing = told - (int)(now - before);
        cr_expect(missing == 0 || missing == 1, "kill %d: %d told, %lld stored", i, told,
                  (long long)(now - before));
        before = now;
        int64_t sessions = history_sample_number(path, "SELECT count(*) FROM session");
        unfinished =
            sessions > 0 && history_sample_number(path, "SELECT reason IS NULL FROM session"
                                                        " ORDER BY id DESC LIMIT 1") == 1;
        if (last)
            cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", text);
        chains += sessions > 0 && !unfinished;
    }
    int64_t wanted = history_sample_number(path, "SELECT sum(sets * reps) FROM step"
                                                 " WHERE session = 1");
    /* Each chain is known by its first session. */
    int64_t odd = history_sample_number(
        path,
        "WITH RECURSIVE chain(session, root) AS"
        " (SELECT id, id FROM session WHERE resumed_from IS NULL"
        "  UNION ALL SELECT s.id, c.root FROM session s JOIN chain c ON s.resumed_from = c.session)"
        " SELECT count(*) FROM (SELECT root, count(*) AS n, count(DISTINCT position || side ||"
        "  set_no || '-' || index_no) AS d FROM repetition JOIN chain USING(session) GROUP BY root"
        "  HAVING n != d OR n != " PRESCRIBED ")");
    cr_expect_gt(wanted, 0);
    cr_expect_eq(odd, 0, "chains with a repetition missing or twice");
    cr_expect_gt(chains, 0);
    cr_expect_gt(resumed, 5);
    cr_log_info("%d killed, %d chains to the end, %d resumed, %lld repetitions stored", killed,
                chains, resumed, (long long)before);
    free(text);
    place_remove(place.folder);
}

/* ---- two at once ---- */

Test(history_play, two_programs_at_once_both_store_all, .timeout = 300)
{
    struct place place = place_make();
    char path[512], *text = malloc(PROGRAM_TEXT);
    cr_assert_not_null(text);
    place_join(path, place.folder, "h.db");
    static const char *const names[] = {"ann", "ben"};
    pid_t child[2];
    int out[2];
    for (int i = 0; i < 2; i++) {
        const char *const arguments[] = {"play",       "mini_squat", "--headless", "--source",
                                         "demo:poses", "--history",  "h.db",       "--person",
                                         names[i],     NULL};
        child[i] = start(&place, arguments, &out[i]);
    }
    for (int i = 0; i < 2; i++) {
        int status = end_after(child[i], out[i], -1, 0, text);
        cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", text);
        cr_expect_eq(text_count(text, "s  repetition "), 16);
        cr_expect_eq(text_count(text, "unguard:"), 0, "%s", text);
    }
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM person"), 2);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session WHERE reason ="
                                             " 'completed' AND minutes > 1"),
                 2);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 32);
    cr_expect_eq(history_sample_number(path, "SELECT sum(done_sets) FROM step"), 4);
    free(text);
    place_remove(place.folder);
}

/* ---- no room ---- */

Test(history_play, on_a_full_disk_the_session_goes_on)
{
    struct place place = place_make();
    /* Room for the history's beginning and not for its end; the recording is no larger. */
    struct rlimit was, small = {.rlim_cur = 170000};
    getrlimit(RLIMIT_FSIZE, &was);
    small.rlim_max = was.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    struct ran *ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source",
                                  "demo:poses", "--history", "h.db");
    setrlimit(RLIMIT_FSIZE, &was);
    cr_expect_eq(text_count(ran->out, "s  repetition "), 16, "%s", ran->out);
    cr_expect(strstr(ran->out, "Results:"), "%s", ran->out);
    cr_expect_eq(text_count(ran->err, "h.db: "), 2, "once when it began, once at the end: %s",
                 ran->err);
    cr_expect(strstr(ran->err, "The session goes on"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

/* ---- what it keeps unasked, and the sentences ---- */

Test(history_play, a_demo_is_not_kept_unless_asked_for)
{
    struct place place = place_make();
    char path[512];
    struct ran *ran =
        PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source", "demo:poses");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect_eq(place_count(place.folder, "history.db", NULL), 0);
    free(ran);
    ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source", "demo:poses",
                      "--person", "ann");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    free(ran);
    place_join(path, place.folder, "data/unguard/history.db");
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM repetition"), 16);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session WHERE tracker = 'demo'"
                                             " AND model = '-' AND plan_hash != '' AND day > 0"),
                 1);
    place_remove(place.folder);
}

Test(history_play, each_command_says_what_it_did_or_why_not)
{
    struct place place = place_make();
    char path[512];
    place_join(path, place.folder, "h.db");
    history_sample_make(path);
    place_write(&place, "bad.db", "rubbish");
    place_write(&place, "data/unguard/history.db", "rubbish");
    static const struct {
        const char *arguments[12];
        int exit_code;
        const char *says;
    } rows[] = {
        {{"history"}, EXIT_USAGE, "name one thing to do"},
        {{"history", "--list", "--export", "x"}, EXIT_USAGE, "name one thing to do"},
        {{"doctor"}, EXIT_DEVICE, "history.db: it is damaged"},
        {{"history", "--list"}, EXIT_DONE, "kept as history.db.bad, and a new one begins"},
        {{"doctor"}, EXIT_DEVICE, "sound: 0 sessions of 0 people"},
        {{"history", "--list", "--history", "no.db"}, EXIT_DEVICE, "there is no history yet"},
        {{"history", "--list", "--history", "h.db"}, EXIT_DONE, "4 sessions in h.db"},
        {{"history", "--list", "--history", "h.db", "--person", "ann"}, EXIT_DONE, "2 sessions"},
        {{"history", "--list", "--history", "h.db", "--person", "who"}, EXIT_DONE, "0 sessions"},
        {{"history", "--list", "--history", "bad.db"}, EXIT_DONE, "kept as bad.db.bad"},
        {{"history", "--export", "out", "--history", "h.db"}, EXIT_DONE, "README.txt"},
        {{"history", "--export", "out", "--history", "h.db"}, EXIT_DEVICE, "exists already"},
        {{"history", "--export", "x", "--history", "h.db", "--person", "who"},
         EXIT_INPUT,
         "nobody called who"},
        {{"history", "--delete-person", "who", "--history", "h.db"}, EXIT_INPUT, "nobody called"},
        {{"play", "--resume", "--no-history"}, EXIT_USAGE, "keeps nothing"},
        {{"play", "mini_squat", "--resume"}, EXIT_USAGE, "leave out the routine"},
        {{"play", "--resume", "--source", "demo:poses", "--headless", "--history", "h.db"},
         EXIT_INPUT,
         "me has no session to go on with"},
        {{"play", "--resume", "--source", "demo:poses", "--history", "none/h.db"},
         EXIT_DEVICE,
         "none/h.db: can't be made there"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct ran *ran = program_run(&place, NULL, rows[i].arguments);
        cr_expect_eq(ran->exit_code, rows[i].exit_code, "row %zu: %d %s%s", i, ran->exit_code,
                     ran->out, ran->err);
        cr_expect(strstr(ran->out, rows[i].says) || strstr(ran->err, rows[i].says), "row %zu: %s%s",
                  i, ran->out, ran->err);
        free(ran);
    }
    /* A session is held although its history can't be. */
    struct ran *ran = PROGRAM_RUN(&place, "play", "mini_squat", "--source", "demo:poses",
                                  "--headless", "--history", "none/h.db");
    cr_expect_eq(ran->exit_code, EXIT_DONE, "%s", ran->err);
    cr_expect(strstr(ran->err, "nothing of it is kept") && strstr(ran->out, "Results:"), "%s",
              ran->err);
    free(ran);
    /* No one there to agree: nothing is deleted. With --yes it is. */
    ran = PROGRAM_RUN(&place, "history", "--delete-person", "ann", "--history", "h.db");
    cr_expect(strstr(ran->out, "2 sessions with 6 repetitions"), "%s", ran->out);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session"),
                 strstr(ran->out, "Nothing was deleted") ? 4 : -2, "%s", ran->out);
    free(ran);
    ran = PROGRAM_RUN(&place, "history", "--delete-person", "ann", "--yes", "--history", "h.db");
    cr_expect(ran->exit_code == EXIT_DONE && strstr(ran->out, "Deleted."), "%s", ran->err);
    cr_expect_eq(history_sample_number(path, "SELECT count(*) FROM session"), 2);
    free(ran);
    place_remove(place.folder);
}
