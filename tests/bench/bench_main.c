/* unguard-bench NAME [ARGUMENTS]: the benchmarks by name. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

struct bench {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

int main(int argc, char **argv)
{
    const struct bench benches[] = {
        {"coach", bench_coach, "poses a second through the coach, on one core"},
        {"score", bench_score, "[UNGUARD] time to score a 15-minute recording, as a process"},
        {"vision", bench_vision, "frame to pose against a bare forward pass of the network"},
        {"pose", bench_pose, "--images TAR --csv FILE: how well a network finds labelled joints"},
        {"markers", bench_markers, "how well printed tags of a given size are found"},
        {"jitter", bench_jitter,
         "[ONNX] a still person on the screen, and how far it lags a movement"},
        {"rendered", bench_rendered,
         "how well the demo's rendered person is followed, by exercise"},
        {"screen", bench_screen, "main-thread time of a frame at 1280x720, software renderer"},
        {"latency", bench_latency, "frame time to the picture and the skeleton on the screen"},
        {"history", bench_history, "opening and reading a week and ten years of daily sessions"},
        {"accuracy", bench_accuracy, "how well a known, simulated person is counted and measured"},
        {"guarding", bench_guarding, "how well guarding signs are told, how seldom without cause"},
        {"real", bench_real, "--data FOLDER: the figures of real recordings (no benchmark)"},
        {"weeks", bench_weeks, "-o FOLDER: ten weeks of three simulated people, and their reports"},
        {"golden", bench_golden, "--write FOLDER: make the golden recordings anew (no benchmark)"},
    };
    const char *name = argc > 1 ? argv[1] : "--help";
    for (size_t i = 0; i < ARRAY_LENGTH(benches); i++)
        if (benches[i].run && strcmp(name, benches[i].name) == 0)
            return benches[i].run(argc - 1, argv + 1);
    bool help = strcmp(name, "--help") == 0;
    FILE *to = help ? stdout : stderr;
    if (!help)
        fprintf(to, "unguard-bench: there is no benchmark %s in this build\n", name);
    fprintf(to, "unguard-bench NAME [ARGUMENTS]\n\n");
    for (size_t i = 0; i < ARRAY_LENGTH(benches); i++)
        if (benches[i].run)
            fprintf(to, "  %-8s %s\n", benches[i].name, benches[i].summary);
    fprintf(to, "\nExample:\n  unguard-bench coach\n");
    return help ? 0 : 2;
}
