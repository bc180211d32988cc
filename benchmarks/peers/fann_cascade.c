// Grows networks with FANN's cascade training and prints how many hidden nodes each has: one line a seed, nodes and errors left.
// fann_cascade spirals|parity SEEDS MOST_NODES [tanh]     gcc -O3 fann_cascade.c -ldoublefann -lm
// With "tanh", candidates have the one activation function that NodeNet's have by default; otherwise FANN's own ten.
#include <doublefann.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fann_train_data *spirals(void)
{
    struct fann_train_data *data = fann_create_train(194, 2, 1);
    for (int i = 0; i < 97; i++)
    {
        double angle = i * M_PI / 16, radius = (104 - i) / 104.0;
        for (int arm = 0; arm < 2; arm++)
        {
            double sign = arm == 0 ? 1 : -1;
            data->input[2 * i + arm][0] = sign * radius * sin(angle);
            data->input[2 * i + arm][1] = sign * radius * cos(angle);
            data->output[2 * i + arm][0] = sign;
        }
    }
    return data;
}

static struct fann_train_data *parity(void)
{
    struct fann_train_data *data = fann_create_train(256, 8, 1);
    for (int i = 0; i < 256; i++)
    {
        int odd = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            data->input[i][bit] = i >> bit & 1 ? 1 : -1;
            odd ^= i >> bit & 1;
        }
        data->output[i][0] = odd ? 1 : -1;
    }
    return data;
}

static int wrong(struct fann *network, struct fann_train_data *data)
{
    int count = 0;
    for (unsigned i = 0; i < data->num_data; i++)
        count += (fann_run(network, data->input[i])[0] > 0) != (data->output[i][0] > 0);
    return count;
}

static struct fann_train_data *examples;

// Ends when all examples are on the right side: the mark that NodeNet is held to.
static int FANN_API tell(struct fann *network, struct fann_train_data *data, unsigned most, unsigned between, float error, unsigned epochs)
{
    return wrong(network, examples) == 0 ? -1 : 0;
}

int main(int count, char **arguments)
{
    if (count < 4) return 2;
    int seeds = atoi(arguments[2]), most = atoi(arguments[3]);
    examples = strcmp(arguments[1], "parity") == 0 ? parity() : spirals();
    for (int seed = 1; seed <= seeds; seed++)
    {
        struct fann *network = fann_create_shortcut(2, examples->num_input, 1);
        srand(seed);                                   // FANN seeds rand() from the clock when a network is made
        fann_randomize_weights(network, -0.1, 0.1);
        fann_set_activation_function_output(network, FANN_SIGMOID_SYMMETRIC);
        fann_set_activation_function_hidden(network, FANN_SIGMOID_SYMMETRIC);
        fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
        if (count > 4)
        {
            enum fann_activationfunc_enum one = FANN_SIGMOID_SYMMETRIC;
            fann_type steepness = 1;
            fann_set_cascade_activation_functions(network, &one, 1);
            fann_set_cascade_activation_steepnesses(network, &steepness, 1);
            fann_set_cascade_num_candidate_groups(network, 8);
        }
        fann_set_callback(network, tell);
        fann_cascadetrain_on_data(network, examples, most, 1, 0.0f);
        printf("%u %d\n", fann_get_total_neurons(network) - examples->num_input - 2, wrong(network, examples));
        fflush(stdout);
        fann_destroy(network);
    }
    return 0;
}
