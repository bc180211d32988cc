"""Loss and gradients of one step with dropout for given masks: the numbers that DropoutTests.cs holds. PyTorch 1.13 (Debian: python3-torch)."""
import torch

torch.set_default_dtype(torch.float64)
x, y = torch.tensor([[0.5, -1.0], [1.5, 2.0]]), torch.tensor([[1.0], [-0.5]])


def parameter(values):
    return torch.tensor(values, requires_grad=True)


w1, b1 = parameter([[0.2, -0.4], [0.1, 0.3], [-0.5, 0.6]]), parameter([0.1, -0.2, 0.05])
w2, b2 = parameter([[0.7, -0.3, 0.2], [-0.6, 0.4, 0.9]]), parameter([0.0, 0.15])
w3, b3 = parameter([[1.1, -0.8]]), parameter([0.25])
of_inputs = torch.tensor([[1.25, 1.25], [0.0, 1.25]])                        # p = 0.2
of_first = torch.tensor([[2.0, 0.0, 2.0], [0.0, 2.0, 2.0]])                  # p = 0.5
of_second = torch.tensor([[4 / 3, 0.0], [4 / 3, 4 / 3]])                     # p = 0.25

hidden = torch.tanh((x * of_inputs) @ w1.T + b1) * of_first
hidden = torch.sigmoid(hidden @ w2.T + b2) * of_second
loss = (0.5 * (y - (hidden @ w3.T + b3)) ** 2).sum(1).mean()
loss.backward()
print(repr(loss.item()))
for name in ["w1", "b1", "w2", "b2", "w3", "b3"]:
    print(name, globals()[name].grad.tolist())
