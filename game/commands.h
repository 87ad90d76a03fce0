/* The commands of the program; each gets its own arguments with argv[0] the command's name and
 * returns an exit code: 0 done, 1 the input is at fault, 2 wrong usage, 3 a device or file failed.
 */
#ifndef UNGUARD_COMMANDS_H
#define UNGUARD_COMMANDS_H

enum exit_code { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_DEVICE = 3 };

int cmd_play(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_record(int argc, char **argv);
int cmd_score(int argc, char **argv);
int cmd_plan(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_history(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_landmarks(int argc, char **argv);
int cmd_markers(int argc, char **argv);

#endif
