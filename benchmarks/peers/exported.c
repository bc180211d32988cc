/* Times a function that answers one row: processor time, so that other work on the machine does not count.
   gcc -DINPUTS=4 -DOUTPUTS=3 exported.c net.c -lm; ./a.out SECONDS prints rows per second and the answer to the first row. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS 64

#ifdef EXPORTED
int net_predict(const double *row, double *outputs);
#define ANSWER(row, outputs) net_predict(row, outputs)
#else
void answer(const double *row, double *outputs);
#define ANSWER(row, outputs) answer(row, outputs)
#endif

int main(int count, char **arguments)
{
    static double rows[ROWS][INPUTS];
    unsigned state = 12345;
    for (int r = 0; r < ROWS; r++) {
        for (int i = 0; i < INPUTS; i++) rows[r][i] = (double)((state = 1664525u * state + 1013904223u) >> 8) / 16777216.0;
    }
    const double seconds = count > 1 ? atof(arguments[1]) : 0.5;
    double outputs[OUTPUTS], first[OUTPUTS], sum = 0.0, elapsed;
    ANSWER(rows[0], first);
    long done = 0;
    const clock_t start = clock();
    do {
        for (int times = 0; times < 20; times++) {
            for (int r = 0; r < ROWS; r++) {
                ANSWER(rows[r], outputs);
                sum += outputs[0];
            }
        }
        done += 20 * ROWS;
        elapsed = (double)(clock() - start) / CLOCKS_PER_SEC;
    } while (elapsed < seconds);
    printf("%.6g", (double)done / elapsed);
    for (int i = 0; i < OUTPUTS; i++) printf(" %.17g", first[i]);
    printf("\n");
    return sum == 0.5;
}
